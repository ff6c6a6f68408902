package dev.touchstone.privacy.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the index costs an import: rows that all have an address, 20 of each contact, in batches of
 * 1,000 on RocksDB, without and with the index in turn.
 */
final class AddressIndexMeasurement {
  private static final int BATCHES = 200;
  private static final int BATCH = 1_000;
  private static final int CONTACTS = BATCHES * BATCH / 20;

  private AddressIndexMeasurement() {}

  public static void main(String[] args) throws Exception {
    for (int round = 0; round < 4; round++) {
      long without = run(false);
      long with = run(true);
      System.out.printf(
          "%,d rows: %,d ms without, %,d ms with the index: %.2f%n",
          BATCHES * BATCH, without / 1_000_000, with / 1_000_000, (double) with / without);
    }
  }

  private static long run(boolean indexed) throws Exception {
    Path folder = Files.createTempDirectory("touchstone-index-");
    try (RocksDbStore engine =
        RocksDbStore.open(folder, RocksDbOptions.DEFAULTS, (count, elapsed) -> {})) {
      AddressIndex index =
          new AddressIndex(engine.records(), AddressIndexMeasurement::hash, () -> false, () -> 0);
      InteractionStore store = indexed ? new AddressedStore(engine, index) : engine;
      long nanos = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        List<Interaction> rows = rows(batch);
        long start = System.nanoTime();
        store.append(rows);
        nanos += System.nanoTime() - start;
      }
      return nanos;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String hash(ContactId contact) {
    return UUID.nameUUIDFromBytes(contact.value().getBytes(UTF_8)).toString();
  }

  private static List<Interaction> rows(int batch) {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int row = batch * BATCH + i;
      int contact = (int) (row * 7_919L % CONTACTS);
      rows.add(
          new Interaction(
              new ContactId(new UUID(4_711, contact)),
              Rows.SENT,
              Rows.NOON.plusSeconds(row),
              new InteractionId(new UUID(1, row).toString()),
              1,
              Fields.of(
                  Map.of(
                      "EmailAddressUsed", "person-%d@example.org".formatted(contact),
                      "EmailDomain", "example.org",
                      "MessageId", new UUID(2, row % 50).toString(),
                      "CustomerJourneyId", new UUID(3, row % 20).toString()))));
    }
    return rows;
  }
}
