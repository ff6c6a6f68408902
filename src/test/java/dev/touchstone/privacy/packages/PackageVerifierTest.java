package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.privacy.packages.Problem.Kind;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageVerifierTest {
  private static final String SENT = "contact-1/EmailSent.ndjson";

  @TempDir private Path folder;

  private final InteractionStore store = new MemoryStore();
  private Packages packages = new Packages(Path.of("."), store);
  private byte[] good = new byte[0];

  @BeforeEach
  void makePackage() {
    packages = new Packages(folder, store);
    for (int i = 0; i < 6; i++) {
      store.append(List.of(row(Rows.ANNA, i), row(Rows.BERT, i)));
    }
    store.append(List.of(Rows.row(Rows.ANNA, Rows.OPENED, Rows.NOON, "opened")));
    good = packages.of(Rows.ANNA);
  }

  private static Interaction row(ContactId contact, int number) {
    return new Interaction(
        contact,
        Rows.SENT,
        Rows.NOON.plusSeconds(number),
        InteractionId.parse("id" + number),
        1,
        Fields.of(Map.of("City", "Oslo " + number, "EmailAddressUsed", "a@example.com")));
  }

  @Test
  void aPackageAsItWasWrittenIsValid() {
    Verification verification = packages.verify(good);
    assertThat(verification.problems()).isEmpty();
    Verification.Facts facts = Objects.requireNonNull(verification.facts());
    assertThat(facts.contacts()).containsExactly(Rows.ANNA);
    assertThat(facts.interactions()).isEqualTo(7);
    assertThat(facts.created()).isEqualTo(Packages.NOW);
  }

  @Test
  void everyChangeOfAnyByteIsFound() throws IOException {
    Path file = folder.resolve("changed.zip");
    Files.write(file, good);
    PackageVerifier verifier = new PackageVerifier(packages.publicKeys(), Set.of());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < good.length; i++) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (good[i] ^ 1 << i % 8)}), i);
        assertThat(verifier.verify(file).isValid()).as("byte %d", i).isFalse();
        channel.write(ByteBuffer.wrap(good, i, 1), i);
      }
    }
    assertThat(verifier.verify(file).isValid()).isTrue();
  }

  @Test
  void everyByteThatIsMissingOrAddedIsFound() {
    for (int i = 0; i < good.length; i += 41) {
      byte[] shorter = new byte[good.length - 1];
      System.arraycopy(good, 0, shorter, 0, i);
      System.arraycopy(good, i + 1, shorter, i, shorter.length - i);
      assertThat(packages.verify(shorter).isValid()).as("without byte %d", i).isFalse();
      byte[] longer = new byte[good.length + 1];
      System.arraycopy(good, 0, longer, 0, i);
      System.arraycopy(good, i, longer, i + 1, good.length - i);
      assertThat(packages.verify(longer).isValid()).as("with a byte at %d", i).isFalse();
    }
    assertThat(packages.verify(Arrays.copyOf(good, good.length + 1)).isValid()).isFalse();
  }

  @Test
  void aFileCutShortAnywhereIsFound() {
    for (int length = 0; length < good.length; length += 29) {
      Verification verification = packages.verify(Arrays.copyOf(good, length));
      assertThat(kinds(verification))
          .as("%d bytes", length)
          .containsAnyOf(Kind.CUT_SHORT, Kind.NOT_A_PACKAGE);
    }
  }

  @Test
  void everyRowThatIsRemovedIsNamed() {
    for (int i = 0; i < 6; i++) {
      int row = i;
      expect(lines -> lines.remove(row), Kind.ROW_MISSING, i + 1);
    }
  }

  @Test
  void everyRowThatIsAddedIsNamed() {
    for (int i = 0; i <= 6; i++) {
      int row = i;
      expect(lines -> lines.add(row, lines.get(0).replace("id5", "id9")), Kind.ROW_ADDED, i + 1);
    }
    expect(lines -> lines.add(lines.getLast()), Kind.ROW_ADDED, 7);
  }

  @Test
  void everyRowThatIsAlteredIsNamed() {
    for (int i = 0; i < 6; i++) {
      int row = i;
      expect(
          lines -> lines.set(row, lines.get(row).replace("Oslo", "Rome")), Kind.ROW_ALTERED, i + 1);
    }
  }

  @Test
  void rowsThatAreSwappedAreNamed() {
    for (int i = 0; i < 6; i++) {
      for (int j = i + 1; j < 6; j++) {
        int first = i;
        int second = j;
        expect(lines -> Collections.swap(lines, first, second), Kind.ROWS_REORDERED, i + 1);
      }
    }
  }

  private void expect(Consumer<List<String>> change, Kind kind, int row) {
    Map<String, byte[]> files = Packages.files(good);
    List<String> lines = Packages.lines(files.getOrDefault(SENT, new byte[0]));
    change.accept(lines);
    files.put(SENT, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    Verification verification = packages.verify(Packages.zip(files));
    assertThat(verification.problems()).hasSize(1);
    Problem problem = verification.problems().getFirst();
    assertThat(problem.kind()).isEqualTo(kind);
    assertThat(problem.file()).isEqualTo(SENT);
    assertThat(problem.row()).isEqualTo(row);
  }

  @Test
  void aByteOfARowThatIsChangedInPlaceIsNamedAsARow() {
    byte[] changed = good.clone();
    int at = new String(good, ISO_8859_1).indexOf("Oslo 3");
    changed[at] = 'P';
    Problem problem = packages.verify(changed).problems().getFirst();
    assertThat(problem.kind()).isEqualTo(Kind.ROW_ALTERED);
    assertThat(problem.row()).isEqualTo(3);
  }

  @Test
  void filesThatAreMissingExtraOrAlteredAreNamed() {
    Map<String, byte[]> files = Packages.files(good);
    files.remove("contact-1/EmailSent.csv");
    files.put("readme.txt", new byte[1]);
    files.put("index.html", "<p>hello".getBytes(UTF_8));
    assertThat(packages.verify(Packages.zip(files)).problems())
        .extracting(Problem::kind, Problem::file)
        .containsExactlyInAnyOrder(
            tuple(Kind.MISSING_FILE, "contact-1/EmailSent.csv"),
            tuple(Kind.EXTRA_FILE, "readme.txt"),
            tuple(Kind.FILE_ALTERED, "index.html"));
  }

  @Test
  void theSameFilesInAnotherZipAreRefused() {
    Verification verification = packages.verify(Packages.zip(Packages.files(good)));
    assertThat(kinds(verification)).containsExactly(Kind.CONTAINER_ALTERED);
  }

  @Test
  void theSameContentPackedOtherwiseIsRefused() throws IOException {
    Path file = folder.resolve("packed.zip");
    Map<String, byte[]> files = Packages.files(good);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutput zip =
            new ZipOutput(new ZipLayout(Packages.NOW), Deflater.BEST_COMPRESSION, out)) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        if (!each.getKey().startsWith("manifest")) {
          try (ZipOutput.FileOutput entry = zip.file(each.getKey())) {
            entry.write(each.getValue());
          }
        }
      }
      zip.finishFiles();
      zip.store(Manifest.PATH, files.getOrDefault(Manifest.PATH, new byte[0]));
      zip.store(Manifest.SIGNATURE_PATH, files.getOrDefault(Manifest.SIGNATURE_PATH, new byte[0]));
      zip.finish();
    }
    Verification verification = packages.verify(Files.readAllBytes(file));
    assertThat(kinds(verification)).containsExactly(Kind.CONTAINER_ALTERED);
  }

  @Test
  void theManifestOfAnotherContactIsNamed() {
    Map<String, byte[]> files = Packages.files(good);
    Map<String, byte[]> other = Packages.files(packages.of(Rows.BERT));
    for (String path : List.of(Manifest.PATH, Manifest.SIGNATURE_PATH)) {
      files.put(path, other.getOrDefault(path, new byte[0]));
    }
    assertThat(kinds(packages.verify(Packages.zip(files)))).contains(Kind.OTHER_CONTACT);
  }

  @Test
  void anotherContactThanTheExpectedOneIsNamed() throws IOException {
    Path file = folder.resolve("good.zip");
    Files.write(file, good);
    PackageVerifier verifier = new PackageVerifier(packages.publicKeys(), Set.of(Rows.BERT));
    assertThat(kinds(verifier.verify(file))).containsExactly(Kind.OTHER_CONTACT);
    PackageVerifier right = new PackageVerifier(packages.publicKeys(), Set.of(Rows.ANNA));
    assertThat(right.verify(file).isValid()).isTrue();
  }

  @Test
  void aKeyThatIsNotKnownIsNamed() {
    Packages others = new Packages(folder.resolve("others"), store);
    assertThat(kinds(packages.verify(good, others.publicKeys()))).containsExactly(Kind.UNKNOWN_KEY);
  }

  @Test
  void aManifestThatSaysSomethingElseIsNotBelieved() {
    Map<String, byte[]> files = Packages.files(good);
    String manifest = new String(files.getOrDefault(Manifest.PATH, new byte[0]), UTF_8);
    files.put(
        Manifest.PATH,
        manifest.replace("\"interactions\":7", "\"interactions\":8").getBytes(UTF_8));
    assertThat(kinds(packages.verify(Packages.zip(files)))).containsExactly(Kind.MANIFEST_ALTERED);
    files.put(Manifest.PATH, "{".getBytes(UTF_8));
    assertThat(kinds(packages.verify(Packages.zip(files)))).containsExactly(Kind.MANIFEST_ALTERED);
    files.remove(Manifest.PATH);
    assertThat(kinds(packages.verify(Packages.zip(files)))).containsExactly(Kind.NOT_A_PACKAGE);
  }

  @Test
  void aFileThatWouldGrowHugeIsNotUnpacked() {
    Map<String, byte[]> files = Packages.files(good);
    files.put("index.html", new byte[200 << 20]);
    byte[] bomb = Packages.zip(files);
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(kinds(packages.verify(bomb))).containsExactly(Kind.FILE_ALTERED);
  }

  private static List<Kind> kinds(Verification verification) {
    return new ArrayList<>(verification.problems().stream().map(Problem::kind).toList());
  }
}
