package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Merging as an operator asks for it. */
@Timeout(120)
class CompactCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ANNA = "2aac86fe-48a9-5536-a607-97495221c573";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    assertThat(shell.run("import", ImportCommandTest.SAMPLE, "--data", data).exitCode()).isZero();
  }

  private String rows() {
    return shell
        .run("load", "--data", data, "--contact", ANNA, "--type", "EmailSent", "--json")
        .out();
  }

  @Test
  void aMergedFolderHasTheSameRows() {
    String before = rows();
    Shell.Result merged = shell.run("compact", "--data", data);
    assertThat(merged.exitCode()).as(merged.err()).isZero();
    assertThat(merged.out()).startsWith("Merged: ").contains(" instead of ").hasLineCount(1);
    assertThat(rows()).isNotEmpty().isEqualTo(before);
  }

  @Test
  void theOutcomeCanBeJson() {
    JsonNode merged = JSON.readTree(shell.run("compact", "--data", data, "--json").out());
    assertThat(merged.propertyNames())
        .containsExactly("complete", "bytesBefore", "bytesAfter", "milliseconds");
    assertThat(merged.get("complete").asBoolean()).isTrue();
    assertThat(merged.get("bytesAfter").asLong()).isPositive();
  }

  @Test
  void whoStopsItIsToldHowToGoOn() {
    shell.stop.ask();
    Shell.Result stopped = shell.run("compact", "--data", data);
    assertThat(stopped.exitCode()).isEqualTo(130);
    assertThat(stopped.out()).isEmpty();
    assertThat(stopped.err()).startsWith("Stopped.").contains("Run the same command again");
  }

  @Test
  void whatCannotBeMergedIsNamed() {
    Shell.Result absent = shell.run("compact", "--data", folder.resolve("absent"));
    assertThat(absent.exitCode()).isEqualTo(2);
    assertThat(absent.err()).contains("does not exist");
    shell.environment.put("TOUCHSTONE_STORE_ENGINE", "cassandra");
    Shell.Result elsewhere = shell.run("compact", "--data", data);
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("whose nodes merge their files themselves");
  }

  @Test
  void progressIsALineEveryTenSeconds() {
    AtomicLong now = new AtomicLong();
    MergeBar bar = reachedAfter(10_000_000_000L, now);
    String line = "42%, 42 B of about 100 B written, 4 B/s, 13 s left";
    assertThat(shell.told()).isEqualTo(line + "\n");
    bar.clear();
    assertThat(shell.told()).isEqualTo(line + "\n");
  }

  @Test
  void onATerminalItIsDrawnAndRemoved() {
    shell.isTerminal = true;
    AtomicLong now = new AtomicLong();
    MergeBar bar = reachedAfter(1_000_000_000L, now);
    String line = "\r42%, 42 B of about 100 B written, 42 B/s, 1.4 s left";
    assertThat(shell.told().stripTrailing()).isEqualTo(line);
    bar.clear();
    assertThat(shell.told()).startsWith(line).endsWith(" \r");
  }

  /** Nothing is shown before that time, and nothing again right after it. */
  private MergeBar reachedAfter(long nanos, AtomicLong now) {
    shell.nanos = now::get;
    MergeBar bar = new MergeBar(shell.console());
    bar.reached(1, 100);
    assertThat(shell.told()).isEmpty();
    now.addAndGet(nanos);
    bar.reached(42, 100);
    bar.reached(43, 100);
    return bar;
  }
}
