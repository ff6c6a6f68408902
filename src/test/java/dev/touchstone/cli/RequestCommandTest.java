package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests as a privacy officer works with them. */
class RequestCommandTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "2aac86fe-48a9-5536-a607-97495221c573";
  private static final String OTHER = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  /** Where the requests are. */
  private List<Object> place = List.of();

  private Shell.Result run(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(place);
    return shell.run(all.toArray());
  }

  private String ok(Object... arguments) {
    Shell.Result result = run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private String refused(Object... arguments) {
    Shell.Result result = run(arguments);
    assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
    return result.err();
  }

  private String create(String right, String... who) {
    List<Object> create = new ArrayList<>(List.of("request", "create", "--right", right));
    create.addAll(List.of(who));
    create.addAll(List.of("--reason", "letter-17", "--json"));
    return JSON.readTree(ok(create.toArray())).get("id").stringValue();
  }

  private void erasureIsAskedForDoneAndAnswered() throws IOException {
    String id = create("erasure", "--contact", CONTACT, "--email", "anna@example.org");
    assertThat(ok("request", "list")).contains(id, "erasure");
    ok("request", "extend", id, "--reason", "backlog");
    assertThat(ok("request", "show", id))
        .contains("open", "days left", "contact " + CONTACT, "address anna@example.org");
    Path receipt = folder.resolve("receipt");
    ok("erase", "--contact", CONTACT, "--reason", id, "--out", receipt);
    String answer = JSON.readTree(Files.readAllLines(receipt).getFirst()).get("id").stringValue();
    ok("request", "complete", id, "--reason", "sent", "--answer", answer);
    assertThat(ok("request", "show", id)).contains("1 erased contact").doesNotContain("anna");
    assertThat(ok("request", "show", id, "--json"))
        .contains(answer, "\"ids\":[]")
        .doesNotContain(CONTACT);
    assertThat(ok("request", "list")).doesNotContain(id);
    assertThat(ok("request", "list", "--all")).contains(id, "done");
    JsonNode listed = JSON.readTree(ok("request", "list", "--all", "--json"));
    assertThat(listed.get("history")).hasSize(3);
    assertThat(listed.has("daysLeft")).isFalse();
  }

  private void whatIsLateIsMarked() {
    String id = create("access", "--contact", CONTACT, "--received", "2020-05-04");
    assertThat(ok("request", "list")).containsPattern(id + ".* -[0-9]+, overdue");
    assertThat(ok("request", "show", id)).containsPattern("due 2020-06-03T.*overdue");
    JsonNode listed = JSON.readTree(ok("request", "list", "--json"));
    assertThat(listed.get("daysLeft").isIntegralNumber()).isTrue();
    assertThat(listed.get("overdue").asBoolean()).isTrue();
    assertThat(refused("request", "extend", id, "--reason", "r")).contains("extended before that");
    ok("request", "refuse", id, "--reason", "not-who-they-say");
    assertThat(refused("request", "withdraw", id, "--reason", "r"))
        .contains("the request is refused");
  }

  private void aPackageOfSomebodyElseIsNoAnswer() {
    String id = create("access", "--contact", CONTACT);
    Path wrong = folder.resolve("wrong.zip");
    ok("package", "--contact", OTHER, "--out", wrong);
    assertThat(refused("request", "complete", id, "--package", wrong, "--reason", "sent"))
        .contains("the package is about other contacts");
    Path right = folder.resolve("right.zip");
    ok("package", "--contact", CONTACT, "--out", right);
    String unknown = "ab".repeat(32);
    assertThat(refused("request", "complete", id, "--answer", unknown, "--reason", "sent"))
        .contains("no package of this digest is noted", "--package FILE");
    assertThat(ok("request", "complete", id, "--package", right, "--reason", "sent"))
        .contains(": done")
        .containsPattern("complete by .*: [0-9a-f]{64}");
  }

  private void mistakesAreNamed() {
    assertThat(run("request", "list").err()).contains("No request is open.");
    String id = create("access", "--contact", CONTACT);
    assertThat(refused("request", "complete", id, "--answer", "yes", "--reason", "r"))
        .contains("the SHA-256 of the package");
    assertThat(refused("request", "complete", id, "--reason", "r")).contains("--answer");
    assertThat(refused("request", "show", "nothing")).contains("no request of this id");
    assertThat(refused("request", "refuse", "nothing", "--reason", "r"))
        .contains("no request of this id");
    assertThat(refused("request", "create", "--right", "access", "--reason", "r"))
        .contains("give --contact, --email or both");
    assertThat(refused("request", "create", "--right", "all", "--contact", "a", "--reason", "r"))
        .contains("one of [access, erasure, rectification, restriction]");
    assertThat(refused("request", "identify", id, "--contact", CONTACT, "--reason", "r"))
        .contains("names these contacts already");
  }

  @Nested
  class InTheFolder {
    @BeforeEach
    void importSample() {
      Path data = folder.resolve("data");
      shell.run("import", ImportCommandTest.SAMPLE, "--data", data);
      place = List.of("--data", data);
    }

    @Test
    void anErasure() throws IOException {
      erasureIsAskedForDoneAndAnswered();
      assertThat(ok("audit", "list", "--action", "request", "--json"))
          .contains("create ", "extend ", "show ", "complete ");
    }

    /** The backup knows who asked; the ledger knows that they were erased. */
    @Test
    void aBackupFromBeforeDoesNotSayAgainWhoAsked() throws IOException {
      String id = create("erasure", "--contact", CONTACT, "--email", "anna@example.org");
      Path backups = folder.resolve("backups");
      ok("backup", backups);
      ok("erase", "--contact", CONTACT, "--reason", id);
      Path ledger = folder.resolve("ledger-copy");
      ok("ledger", "export", "--out", ledger);
      Path restored = folder.resolve("restored");
      Shell.Result result = shell.run("restore", backups, "--data", restored, "--ledger", ledger);
      assertThat(result.exitCode()).as(result.err()).isZero();
      EraseCommandTest.copySecrets(folder.resolve("data"), restored);
      place = List.of("--data", restored);
      assertThat(ok("request", "show", id))
          .contains("1 erased contact")
          .doesNotContain(CONTACT, "anna@example.org");
    }

    @Test
    void late() {
      whatIsLateIsMarked();
    }

    @Test
    void packages() {
      aPackageOfSomebodyElseIsNoAnswer();
    }

    @Test
    void mistakes() {
      mistakesAreNamed();
    }
  }

  @Nested
  class AtAServer {
    private final RunningServer server = RunningServer.of(new MemoryStore());

    @BeforeEach
    void key() throws IOException {
      Path file = Files.writeString(folder.resolve("key"), server.key(Role.PRIVACY));
      place = List.of("--url", server.uri(), "--key-file", file);
    }

    @AfterEach
    void close() {
      server.close();
    }

    @Test
    void anErasure() throws IOException {
      erasureIsAskedForDoneAndAnswered();
    }

    @Test
    void late() {
      whatIsLateIsMarked();
    }

    @Test
    void packages() {
      aPackageOfSomebodyElseIsNoAnswer();
    }

    @Test
    void mistakes() {
      mistakesAreNamed();
    }
  }
}
