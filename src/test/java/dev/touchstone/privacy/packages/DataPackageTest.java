package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataPackageTest implements DataPackageContract {
  @TempDir private Path folder;

  @Override
  public InteractionStore open(Path unused) {
    return new MemoryStore();
  }

  @Test
  void everyTypeAndFieldOfTheCatalogueHasWords() {
    Words words = Words.of(Packages.CATALOGUE);
    for (InteractionType type : Packages.CATALOGUE.types()) {
      assertThat(words.type(type.name()).explanation()).as(type.name().value()).isNotEmpty();
      for (Column column : type.columns()) {
        assertThat(words.field(column.name()).label()).as(column.name()).isNotEmpty();
      }
    }
    assertThat(words.field("NextBestOffer").label()).isEqualTo("Next best offer");
    assertThat(words.type(new TypeName("own.Type-1")).label()).isEqualTo("Own type 1");
  }

  @Test
  void aLongHistoryIsCutIntoPages() {
    InteractionStore store = new MemoryStore();
    for (int i = 0; i < 2_500; i += 500) {
      int first = i;
      store.append(IntStream.range(first, first + 500).mapToObj(this::row).toList());
    }
    Packages packages = new Packages(folder, store);
    byte[] made = packages.of(Rows.ANNA);
    assertThat(packages.verify(made).problems()).isEmpty();
    Map<String, byte[]> files = Packages.files(made);
    assertThat(entries(files, "index.html")).isEqualTo(1_000);
    assertThat(entries(files, "timeline-0002.html")).isEqualTo(1_000);
    assertThat(entries(files, "timeline-0003.html")).isEqualTo(500);
    assertThat(files).doesNotContainKey("timeline-0004.html");
    assertThat(text(files, "timeline-0002.html"))
        .contains("href=\"index.html\"", "href=\"timeline-0003.html\"");
    assertThat(text(files, "timeline-0003.html")).doesNotContain("timeline-0004");
  }

  private Interaction row(int number) {
    TypeName type = number % 2 == 0 ? Rows.SENT : Rows.OPENED;
    return Rows.row(Rows.ANNA, type, Rows.NOON.plusSeconds(number), "n" + number);
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(files.getOrDefault(path, new byte[0]), UTF_8);
  }

  private static long entries(Map<String, byte[]> files, String path) {
    return text(files, path).lines().filter(line -> line.startsWith("<li>")).count();
  }

  @Test
  void theTimelineIsInTheOrderOfTime() {
    InteractionStore store = new MemoryStore();
    store.append(IntStream.range(0, 300).mapToObj(this::row).toList());
    Map<String, byte[]> files = Packages.files(new Packages(folder, store).of(Rows.ANNA));
    List<String> ids = new ArrayList<>();
    text(files, "index.html")
        .lines()
        .filter(line -> line.startsWith("<li>"))
        .forEach(line -> ids.add(line.replaceAll(".*Number of this entry<dd>|</dl>", "")));
    assertThat(ids).isEqualTo(IntStream.range(0, 300).mapToObj(i -> "n" + (299 - i)).toList());
  }

  @Test
  void rowsThatDoNotFitIntoMemoryLeaveNothingBehind() throws IOException {
    try (Spool spool = new Spool(folder, new SecureRandom(), 2 * Spool.CHUNK_BYTES)) {
      byte[] bytes = "a very secret marker ".repeat(40_000).getBytes(UTF_8);
      spool.write(bytes, 0, bytes.length);
      byte[] back = new byte[bytes.length];
      for (int at = 0; at < back.length; ) {
        at += spool.read(at, back, at, Math.min(7_777, back.length - at));
      }
      assertThat(back).isEqualTo(bytes);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  /** An output that takes so many bytes and no more. */
  private static final class Full extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int most;

    Full(int most) {
      this.most = most;
    }

    @Override
    public void write(int b) throws IOException {
      if (taken.size() == most) {
        throw new IOException("the disk is full");
      }
      taken.write(b);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 3_000, 9_000})
  void whatCouldNotBeCompletedIsNoPackage(int bytes) {
    InteractionStore store = new MemoryStore();
    store.append(IntStream.range(0, 20).mapToObj(this::row).toList());
    Packages packages = new Packages(folder, store);
    Full out = new Full(bytes);
    assertThatThrownBy(
            () -> packages.write(new PackageRequest(List.of(Rows.ANNA), TimeRange.ALL), out))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the disk is full");
    assertThat(packages.verify(out.taken.toByteArray()).isValid()).isFalse();
    assertThat(new String(out.taken.toByteArray(), UTF_8)).doesNotContain("manifest");
  }

  @Test
  void retentionIsSaid() throws IOException {
    Packages packages = new Packages(folder, new MemoryStore());
    Retention retention = new Retention(Map.of(Rows.OPENED, Period.ofMonths(13)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataPackage made =
        packages.all(retention).gather(new PackageRequest(List.of(Rows.ANNA), TimeRange.ALL))) {
      made.writeTo(out);
    }
    Map<String, byte[]> files = Packages.files(out.toByteArray());
    assertThat(text(files, Manifest.PATH))
        .contains(
            "{\"type\":\"EmailOpened\",\"kept\":\"P13M\",\"notBefore\":\"2025-02-04T05:06:07.89Z\"}");
    assertThat(text(files, "index.html")).contains("13 months", "2025-02-04");
  }

  @Test
  void namesAreGoodOnEveryFileSystem() {
    FileNames names = new FileNames();
    assertThat(
            Stream.of("EmailSent", "emailSENT", "con", "Con.x", "..", "a+2")
                .filter(name -> !name.contains("+"))
                .map(name -> names.next("c", new TypeName(name))))
        .containsExactly("c/EmailSent", "c/emailSENT+case2", "c/+con", "c/+Con.x", "c/+..");
    assertThat(FileNames.part("c/A", 2, ".csv")).isEqualTo("c/A+2.csv");
  }

  @Test
  void requestsHaveTheirLimits() {
    List<ContactId> many =
        IntStream.rangeClosed(0, PackageRequest.MAX_CONTACTS)
            .mapToObj(i -> ContactId.parse("c" + i))
            .toList();
    assertThatThrownBy(() -> new PackageRequest(many, TimeRange.ALL))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new PackageRequest(List.of(), TimeRange.ALL))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(
            () ->
                new PackageRequest(
                    List.of(Rows.ANNA), new TimeRange(Rows.NOON, Rows.NOON.minusSeconds(1))))
        .isInstanceOf(InvalidValueException.class);
    assertThat(new PackageRequest(many.subList(0, 100), TimeRange.ALL).contacts()).hasSize(100);
  }
}
