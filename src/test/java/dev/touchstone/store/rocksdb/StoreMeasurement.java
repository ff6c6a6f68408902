package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Interactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Not a test: measures a store with rows like those of the export, appended in batches of 1,000 by
 * one caller. Arguments: an empty folder, thousands of rows.
 */
final class StoreMeasurement {
  private static final int BATCH = 1_000;
  private static final int ROWS_PER_CONTACT = 100;
  private static final int READS = 20_000;
  private static final TypeName TYPE = new TypeName("EmailOpened");

  private final Random random = new Random(1);
  private final String organization = Interactions.guid(random).toString();
  private final List<String> journeys = guids(50);
  private final List<String> messages = guids(200);
  private final List<ContactId> contacts;

  private StoreMeasurement(int rows) {
    contacts = guids(rows / ROWS_PER_CONTACT).stream().map(ContactId::parse).toList();
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int batches = Integer.parseInt(arguments[1]);
    StoreMeasurement measurement = new StoreMeasurement(batches * BATCH);
    try (RocksDbStore store = Folders.open(folder)) {
      measurement.append(store, batches);
      measurement.read(store, "warming up");
      measurement.read(store, "page of 50");
      measurement.erase(store);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      System.out.printf("files: %.1f bytes a row%n", (double) bytes / (batches * BATCH));
    }
  }

  private List<String> guids(int count) {
    return IntStream.range(0, count).mapToObj(i -> Interactions.guid(random).toString()).toList();
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Interaction row() {
    ContactId contact = oneOf(contacts);
    Map<String, String> fields = new HashMap<>();
    fields.put("OrganizationId", organization);
    fields.put("MessageId", oneOf(messages));
    fields.put("SendingId", Interactions.guid(random).toString());
    fields.put("EmailDomain", "example.com");
    fields.put("EmailAddressUsed", contact.value().substring(0, 8) + "@example.com");
    fields.put("CustomerJourneyId", oneOf(journeys));
    fields.put("UsageType", "CustomerJourney");
    return new Interaction(
        contact,
        TYPE,
        Instant.ofEpochSecond(1_584_385_086L - random.nextInt(30_000_000)),
        InteractionId.parse(Interactions.guid(random).toString()),
        1,
        Fields.of(fields));
  }

  private void append(RocksDbStore store, int batches) {
    long nanos = 0;
    for (int i = 0; i < batches; i++) {
      List<Interaction> rows = Stream.generate(this::row).limit(BATCH).toList();
      long start = System.nanoTime();
      store.append(rows);
      nanos += System.nanoTime() - start;
    }
    System.out.printf(
        "append: %,.0f rows/s, synced each %,d%n", batches * BATCH * 1e9 / nanos, BATCH);
  }

  private void read(RocksDbStore store, String what) {
    long[] nanos = new long[READS];
    for (int i = 0; i < READS; i++) {
      Query query = new Query(oneOf(contacts), TYPE, TimeRange.ALL, 50, null);
      long start = System.nanoTime();
      store.read(query);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%s: median %.0f µs, 99%% %.0f µs%n",
        what, nanos[READS / 2] / 1e3, nanos[READS * 99 / 100] / 1e3);
  }

  private void erase(RocksDbStore store) {
    for (ContactId contact : contacts.subList(0, 5)) {
      long start = System.nanoTime();
      long rows = store.erase(contact).interactions();
      System.out.printf("erase of %d rows: %.0f ms%n", rows, (System.nanoTime() - start) / 1e6);
    }
  }
}
