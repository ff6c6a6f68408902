package dev.touchstone.cli;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoveCommandTest {
  private static final List<Interaction> ROWS =
      List.of(
          row(ANNA, SENT, NOON, "1"),
          row(ANNA, SENT, NOON.plusSeconds(1), "2"),
          row(BERT, SENT, NOON, "3"));

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void fill() {
    source = folder.resolve("source");
    target = folder.resolve("target");
    append(source, ROWS);
  }

  private static void append(Path data, List<Interaction> rows) {
    try (RocksDbStore store = RocksDbStore.open(data, RocksDbOptions.DEFAULTS)) {
      store.append(rows);
    }
  }

  private static List<Interaction> rows(Path data) {
    try (RocksDbStore store = RocksDbStore.open(data, RocksDbOptions.DEFAULTS)) {
      return rest(store.scan(TimeRange.ALL));
    }
  }

  private Shell.Result move(Object... more) {
    Object[] arguments = new Object[3 + more.length];
    arguments[0] = "move";
    arguments[1] = "--from=rocksdb:" + source;
    arguments[2] = "--to=rocksdb:" + target;
    System.arraycopy(more, 0, arguments, 3, more.length);
    return shell.run(arguments);
  }

  @Test
  void everythingIsInTheTargetAndTheSourceRefusesToServe() {
    Shell.Result result = move();
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .startsWith("Compared 3 rows of 2 contacts by digest in ")
        .contains("; copied 3 rows.\n")
        .contains("Every contact is equal. rocksdb:" + target + " is the store from now on");
    assertThat(rows(target)).hasSameElementsAs(ROWS);
    Shell.Result refused =
        shell.run("load", "--data", source, "--contact", "a", "--type", "EmailSent");
    assertThat(refused.exitCode()).isEqualTo(69);
    assertThat(refused.err()).contains("was moved to rocksdb:" + target);
    String anna = ANNA.value();
    Shell.Result there =
        shell.run("load", "--data", target, "--contact", anna, "--type", "EmailSent", "--json");
    assertThat(there.exitCode()).isZero();
    assertThat(move().out()).contains("was moved to rocksdb:" + target + " already");
  }

  @Test
  void whatWasOnlyComparedIsSwitchedLater() {
    Shell.Result first = move("--no-switch", "--json");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).contains("\"outcome\":\"equal\"", "\"rows\":3", "\"copiedRows\":3");
    String refused =
        shell.run("load", "--data", source, "--contact", "a", "--type", "EmailSent").err();
    assertThat(refused).contains("is being moved to rocksdb:" + target, "--give-up");
    refused = shell.run("load", "--data", target, "--contact", "a", "--type", "EmailSent").err();
    assertThat(refused).contains("is not whole");
    assertThat(move("--json").out()).contains("\"outcome\":\"switched\"", "\"copiedRows\":0");
  }

  @Test
  void aMoveThatIsGivenUpLeavesTheSourceAsItWas() {
    move("--no-switch");
    Shell.Result result = move("--give-up");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("may be used by itself again", "Delete what was copied");
    assertThat(
            shell.run("load", "--data", source, "--contact", "a", "--type", "EmailSent").exitCode())
        .isZero();
    assertThat(move("--give-up").err()).contains("no move is under way");
  }

  @Test
  void aTargetThatHoldsSomethingIsRefused() {
    append(target, ROWS);
    Shell.Result result = move();
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("holds something already");
    assertThat(rows(target)).hasSize(3);
  }

  @Test
  void addressesThatAreNoneAreNamed() {
    Shell.Result result =
        shell.run("move", "--from", "redis:x", "--to", "rocksdb:y", "--data", source);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--from is not valid: 'redis:x' is not accepted");
    assertThat(shell.run("move", "--data", source).err()).contains("--to STORE");
    assertThat(move("--workers", "0").exitCode()).isEqualTo(2);
  }
}
