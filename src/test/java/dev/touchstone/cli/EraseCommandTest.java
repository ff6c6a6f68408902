package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.PrivateFiles;
import dev.touchstone.testing.FilesWith;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forgetting a person as a privacy officer does it, and what an operator may do afterwards. */
class EraseCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** A person of the sample, with several types of interactions. */
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  private static final Object[] WHO = {"--contact", CONTACT, "--reason", "request-4711"};

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private Path backups = Path.of("");

  @BeforeEach
  void importSample() {
    data = folder.resolve("data");
    backups = folder.resolve("backups");
    ok("import", ImportCommandTest.SAMPLE, "--data", data);
  }

  private Shell.Result ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private Shell.Result erase(Path from) {
    return ok(Stream.concat(Stream.of("erase", "--data", from), Stream.of(WHO)).toArray());
  }

  private int rowsOf(Path from, String contact) {
    Object[] load = {
      "load", "--data", from, "--contact", contact, "--type", "WebsiteClicked", "--json"
    };
    return ok(load).out().split("InteractionId", -1).length - 1;
  }

  private static JsonNode receipt(Path file) throws IOException {
    return JSON.readTree(Files.readAllLines(file).getFirst());
  }

  @Test
  void theReceiptCountsWhatThePackageHadAndNamesNobody() throws IOException {
    Path made = folder.resolve("package.zip");
    ok("package", "--contact", CONTACT, "--data", data, "--out", made);
    String verified = ok("verify", made, "--key", publicKey()).out();
    Path out = folder.resolve("receipt");
    ok(Stream.concat(Stream.of("erase", "--data", data, "--out", out), Stream.of(WHO)).toArray());
    JsonNode receipt = receipt(out);
    long erased = 0;
    for (JsonNode count : receipt.get("interactions")) {
      erased += count.asLong();
    }
    assertThat(verified).contains(erased + " interactions");
    assertThat(made).doesNotExist();
    assertThat(receipt.get("copies").get("deleted").asInt()).isEqualTo(1);
    assertThat(receipt.get("residues")).isEmpty();
    assertThat(out).content().doesNotContain(CONTACT);
    Path empty = folder.resolve("empty.zip");
    assertThat(ok("package", "--contact", CONTACT, "--data", data, "--out", empty).out())
        .contains("0 interactions");
  }

  @Test
  void whatComesLateIsRefusedUntilTheBlockIsLifted() {
    int before = rowsOf(data, CONTACT);
    erase(data);
    assertThat(rowsOf(data, CONTACT)).isZero();
    Object[] again = {"import", ImportCommandTest.SAMPLE, "--data", data, "--again", "--json"};
    JsonNode summary = JSON.readTree(ok(again).out());
    assertThat(summary.get("erased").asInt()).isPositive();
    assertThat(rowsOf(data, CONTACT)).isZero();
    ok(Stream.concat(Stream.of("unblock", "--data", data), Stream.of(WHO)).toArray());
    Shell.Result twice =
        shell.run(Stream.concat(Stream.of("unblock", "--data", data), Stream.of(WHO)).toArray());
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("is not blocked").doesNotContain(CONTACT);
    assertThat(JSON.readTree(ok(again).out()).get("erased").asInt()).isZero();
    assertThat(rowsOf(data, CONTACT)).isEqualTo(before);
    assertThat(ok("ledger", "verify", "--data", data).out()).contains("1 erasure, 0 contacts");
  }

  @Test
  void everyActIsInTheAuditTrail() {
    erase(data);
    ok(Stream.concat(Stream.of("unblock", "--data", data), Stream.of(WHO)).toArray());
    assertThat(ok("audit", "list", "--data", data, "--contact", CONTACT, "--json").lines())
        .anySatisfy(
            it -> assertThat(it).contains("\"erase\"", "request-4711").doesNotContain(CONTACT))
        .anySatisfy(it -> assertThat(it).contains("\"unblock\"", "request-4711"));
  }

  @Test
  void aBackupFromBeforeDoesNotBringThemBack() throws IOException {
    ok("backup", backups, "--data", data);
    erase(data);
    Path copy = folder.resolve("ledger-copy");
    ok("ledger", "export", "--data", data, "--out", copy);
    Path restored = folder.resolve("restored");
    Shell.Result withheld = shell.run("restore", backups, "--data", restored);
    assertThat(withheld.exitCode()).isEqualTo(2);
    assertThat(withheld.err()).contains("--ledger is missing", "would come back");
    assertThat(restored).doesNotExist();
    ok("restore", backups, "--data", restored, "--ledger", copy);
    copySecrets(data, restored);
    assertThat(rowsOf(restored, CONTACT)).isZero();
    Object[] again = {"import", ImportCommandTest.SAMPLE, "--data", restored, "--again", "--json"};
    assertThat(JSON.readTree(ok(again).out()).get("erased").asInt()).isPositive();
  }

  @Test
  void aLedgerThatIsOlderThanTheBackupIsRefused() throws IOException {
    Path old = folder.resolve("old-ledger");
    ok("ledger", "export", "--data", data, "--out", old);
    erase(data);
    ok("backup", backups, "--data", data);
    Shell.Result result =
        shell.run("restore", backups, "--data", folder.resolve("r"), "--ledger", old);
    assertThat(result.exitCode()).isEqualTo(ExitCode.DAMAGED.number());
    assertThat(result.err()).contains("it is older, or another ledger");
  }

  @Test
  void aFolderWhoseLedgerIsGoneOrWhoseKeyIsAnotherOneIsNotOpened() throws IOException {
    erase(data);
    Path ledger = data.resolve("ledger.ndjson");
    byte[] whole = Files.readAllBytes(ledger);
    Files.delete(ledger);
    assertThat(load().err()).contains("is missing", "ledger rebuild");
    Files.write(ledger, whole);
    Path key = data.resolve("secrets").resolve("contact.key");
    byte[] right = Files.readAllBytes(key);
    Files.delete(key);
    assertThat(load().err()).contains("contact.key is not the key");
    Files.write(key, right);
    assertThat(load().exitCode()).isZero();
    Files.delete(ledger);
    assertThat(ok("ledger", "rebuild", "--data", data, "--reason", "disk-lost").out())
        .contains("Made");
    assertThat(rowsOf(data, CONTACT)).isZero();
  }

  private Path publicKey() throws IOException {
    Path key = folder.resolve("signing-key.pub");
    return Files.writeString(key, ok("signing-key", "export", "--data", data).out());
  }

  private Shell.Result load() {
    return shell.run("load", "--data", data, "--contact", CONTACT, "--type", "EmailSent");
  }

  static void copySecrets(Path from, Path to) throws IOException {
    PrivateFiles.ensureFolder(to.resolve("secrets"));
    try (Stream<Path> files = Files.list(from.resolve("secrets"))) {
      for (Path file : files.toList()) {
        PrivateFiles.replace(
            to.resolve("secrets").resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  /**
   * A mark that no compression makes smaller and no code makes shorter: as hexadecimal digits it is
   * stored as its bytes, so both are looked for.
   */
  @Test
  void noFileOfTheFolderHasAByteOfThemAnyMore() throws IOException {
    byte[] mark = new byte[40_000];
    new Random(4711).nextBytes(mark);
    String id = "contact-Vk3mZ8sQx5WgRt2aJc7UhBn4";
    Path rows = folder.resolve("rows.ndjson");
    Files.writeString(
        rows,
        """
        {"InteractionType":"FormSubmitted","Timestamp":"2021-03-01T00:00:00Z","InteractionId":"1","ContactId":"%s","Mark":"%s"}
        """
            .formatted(id, HexFormat.of().formatHex(mark)));
    ok("import", rows, "--data", data, "--rejected", folder.resolve("rejected"));
    ok("package", "--contact", id, "--data", data, "--out", folder.resolve("p.zip"));
    ok("audit", "list", "--data", data, "--contact", id);
    List<String> marks = List.of(id, new String(mark, 1_000, 32, ISO_8859_1));
    for (String each : marks) {
      assertThat(FilesWith.text(data, each)).isNotEmpty();
    }
    ok("erase", "--data", data, "--contact", id, "--reason", "r1");
    for (String each : marks) {
      assertThat(FilesWith.text(data, each)).isEmpty();
    }
  }
}
