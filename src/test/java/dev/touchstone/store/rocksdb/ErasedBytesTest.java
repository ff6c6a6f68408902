package dev.touchstone.store.rocksdb;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.FilesWith;
import dev.touchstone.testing.Rows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an erasure no file has the bytes of the rows any more. */
class ErasedBytesTest {
  /**
   * As random hexadecimal digits it is stored as bytes that no compression makes smaller, so it
   * stands in files as it is.
   */
  private static final byte[] CONTENT = content();

  private static final String MARKER = new String(CONTENT, 1_000, 32, ISO_8859_1);

  private static final byte[] CONTENT_KEY = {1};

  private static final ContactId NAMED = ContactId.parse("contact-Vk3mZ8sQx5WgRt2aJc7UhBn4");

  @TempDir private Path folder;

  private static Interaction marked(ContactId contact) {
    return new Interaction(
        contact,
        SENT,
        NOON,
        InteractionId.parse("1"),
        1,
        Fields.of(Map.of("City", HexFormat.of().formatHex(CONTENT))));
  }

  private static byte[] content() {
    byte[] content = new byte[40_000];
    new Random(4711).nextBytes(content);
    return content;
  }

  /** Rows of others on both sides, with contents that do not compress. */
  private static List<Interaction> neighbours(int seed) {
    Random random = new Random(seed);
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      ContactId contact = ContactId.parse(new UUID(random.nextLong(), i).toString());
      Interaction row = Rows.row(contact, SENT, NOON, Integer.toString(i));
      rows.add(Rows.row(row, 1, Long.toString(random.nextLong(), 36)));
    }
    return rows;
  }

  @Test
  void rowsInTheLogAreGone() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(neighbours(1));
      store.append(List.of(marked(ANNA), Rows.row(BERT, SENT, NOON, "1")));
      assertThat(FilesWith.text(folder, MARKER)).isNotEmpty();
      assertThat(store.erase(ANNA)).isEqualTo(new Erasure(1, List.of()));
      assertThat(FilesWith.text(folder, MARKER)).isEmpty();
      assertThat(rest(store.scan(BERT))).hasSize(1);
      assertThat(rest(store.scan(TimeRange.ALL))).hasSize(2_001);
    }
    assertThat(FilesWith.text(folder, MARKER)).isEmpty();
  }

  @Test
  void rowsInFilesAreGoneAndSoAreSupersededOnes() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(marked(NAMED)));
      store.append(neighbours(1));
      store.erase(ANNA);
      assertThat(FilesWith.text(folder, MARKER)).anyMatch(file -> file.toString().endsWith("sst"));
      store.append(List.of(Rows.row(marked(NAMED), 2, "superseded")));
      store.append(neighbours(2));
      assertThat(store.erase(NAMED)).isEqualTo(new Erasure(1, List.of()));
      assertThat(FilesWith.text(folder, MARKER)).isEmpty();
    }
  }

  @Test
  void erasedRowsStayErasedWhenTheFolderIsOpenedAgain() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(marked(ANNA), marked(BERT)));
      store.erase(ANNA);
    }
    try (RocksDbStore store = Folders.open(folder)) {
      assertThat(rest(store.scan(TimeRange.ALL))).containsExactly(marked(BERT));
    }
  }

  @Test
  void aContactOfWhichEverythingExpiredLeavesNoName() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(marked(NAMED)));
      store.append(neighbours(1));
      store.erase(ANNA);
      store.append(List.of(Rows.row(NAMED, OPENED, NOON, "1")));
      assertThat(store.expire(Map.of(SENT, Instant.MAX, OPENED, Instant.MAX))).isEqualTo(2_002);
      assertThat(FilesWith.text(folder, NAMED.value())).isNotEmpty();
      assertThat(store.erase(NAMED)).isEqualTo(new Erasure(0, List.of()));
      assertThat(FilesWith.text(folder, NAMED.value())).isEmpty();
    }
  }

  @Test
  void neitherFilesNorTheEnginesLogNameTheContact() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(marked(NAMED)));
      store.append(neighbours(1));
      assertThat(FilesWith.text(folder, NAMED.value())).isNotEmpty();
      store.erase(ANNA);
      store.erase(NAMED);
      assertThat(FilesWith.text(folder, NAMED.value())).isEmpty();
    }
  }

  @Test
  void whatAnOpenScanHoldsIsToldAndGoneAfterwards() throws Exception {
    try (RocksDbStore store = Folders.open(folder)) {
      store.append(List.of(marked(ANNA)));
      store.append(neighbours(1));
      store.erase(BERT);
      try (Scan scan = store.scan(TimeRange.ALL)) {
        assertThat(scan.hasNext()).isTrue();
        Erasure erasure = store.erase(ANNA);
        assertThat(erasure.interactions()).isEqualTo(1);
        assertThat(erasure.residues()).hasSize(1);
        assertThat(erasure.residues().getFirst().place()).contains("until the scans");
        assertThat(rest(store.scan(ANNA))).isEmpty();
      }
      assertThat(store.erase(ANNA)).isEqualTo(new Erasure(0, List.of()));
      assertThat(FilesWith.text(folder, MARKER)).isEmpty();
    }
  }

  @Test
  void erasedRecordsAreGoneFromLogAndFiles() throws Exception {
    byte[] partition = NAMED.value().getBytes(UTF_8);
    try (RocksDbStore store = Folders.open(folder)) {
      RecordStore records = store.records();
      for (int round = 0; round < 2; round++) {
        store.append(neighbours(round));
        records.put(RecordKind.ADDRESS, List.of(new Record(partition, CONTENT_KEY, CONTENT)));
        records.put(RecordKind.ADDRESS, List.of(new Record(CONTENT_KEY, CONTENT_KEY, new byte[1])));
        assertThat(FilesWith.text(folder, MARKER)).isNotEmpty();
        assertThat(FilesWith.text(folder, NAMED.value())).isNotEmpty();
        if (round == 1) {
          store.erase(ANNA);
          assertThat(FilesWith.text(folder, MARKER))
              .anyMatch(file -> file.toString().endsWith("sst"));
        }
        assertThat(records.erase(RecordKind.ADDRESS, partition)).isEmpty();
        assertThat(FilesWith.text(folder, MARKER)).isEmpty();
        assertThat(FilesWith.text(folder, NAMED.value())).isEmpty();
      }
      assertThat(records.get(RecordKind.ADDRESS, CONTENT_KEY, CONTENT_KEY)).isPresent();
    }
  }
}
