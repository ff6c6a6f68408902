package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Interactions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Not a test: measures a package beside reading and rendering the same rows raw. Arguments: an
 * empty folder, the rows of the contact, how often each is done.
 */
final class PackageMeasurement {
  private static final List<String> TYPES =
      List.of("EmailSent", "EmailDelivered", "EmailOpened", "EmailClicked", "WebsiteVisited");

  private final Random random = new Random(1);
  private final ContactId contact = ContactId.parse(Interactions.guid(random).toString());
  private final String organization = Interactions.guid(random).toString();
  private final List<String> journeys =
      Stream.generate(() -> Interactions.guid(random).toString()).limit(200).toList();

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int rows = Integer.parseInt(arguments[1]);
    int times = Integer.parseInt(arguments[2]);
    PackageMeasurement it = new PackageMeasurement();
    try (RocksDbStore store =
        RocksDbStore.open(folder, RocksDbOptions.DEFAULTS, (count, elapsed) -> {})) {
      for (int left = rows; left > 0; left -= 1_000) {
        store.append(Stream.generate(it::row).limit(Math.min(left, 1_000)).toList());
      }
      it.compare(store, folder, rows, times);
    }
  }

  private void compare(InteractionStore store, Path folder, int rows, int times)
      throws IOException {
    DataPackages packages =
        new DataPackages(
            store,
            OtherSource.NONE,
            CatalogueFile.standard(),
            Retention.NONE,
            new SigningKeys(folder, null, InstantSource.system(), new SecureRandom()),
            () -> null,
            folder.resolve("spool"),
            InstantSource.system());
    PackageRequest request = new PackageRequest(List.of(contact), TimeRange.ALL);
    double[] raw = new double[times];
    double[] packed = new double[times];
    Counter rawOut = new Counter();
    Counter packedOut = new Counter();
    for (int i = 0; i < times; i++) {
      rawOut.bytes = 0;
      packedOut.bytes = 0;
      long start = System.nanoTime();
      raw(store, rawOut);
      raw[i] = (System.nanoTime() - start) / 1e3 / rows;
      start = System.nanoTime();
      try (DataPackage made = packages.gather(request)) {
        made.writeTo(packedOut);
      }
      packed[i] = (System.nanoTime() - start) / 1e3 / rows;
    }
    Arrays.sort(raw);
    Arrays.sort(packed);
    System.out.printf("raw: %.2f µs a row, %,d bytes%n", raw[times / 2], rawOut.bytes);
    System.out.printf("package: %.2f µs a row, %,d bytes%n", packed[times / 2], packedOut.bytes);
    System.out.printf("ratio: %.2f%n", raw[times / 2] / packed[times / 2]);
  }

  /** Scans and renders as JSON, as a plain answer would. */
  private void raw(InteractionStore store, OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    try (Scan scan = store.scan(contact)) {
      while (scan.hasNext()) {
        Interaction row = scan.next();
        line.append("{\"InteractionType\":\"").append(row.type().value());
        line.append("\",\"Timestamp\":\"").append(Timestamp.format(row.timestamp()));
        line.append("\",\"ContactId\":\"").append(row.contact().value());
        line.append("\",\"InteractionId\":\"").append(row.id().value());
        for (int i = 0; i < row.fields().size(); i++) {
          line.append("\",\"").append(row.fields().name(i));
          line.append("\":\"").append(row.fields().value(i));
        }
        line.append("\"}\n");
        if (line.length() > 48 * 1024) {
          out.write(line.toString().getBytes(UTF_8));
          line.setLength(0);
        }
      }
    }
    out.write(line.toString().getBytes(UTF_8));
  }

  private Interaction row() {
    Map<String, String> fields = new HashMap<>();
    fields.put("OrganizationId", organization);
    fields.put("MessageId", oneOf(journeys));
    fields.put("SendingId", Interactions.guid(random).toString());
    fields.put("ActivityId", oneOf(journeys));
    fields.put("EmailDomain", "example.com");
    fields.put("EmailAddressUsed", contact.value().substring(0, 8) + "@example.com");
    fields.put("CustomerJourneyId", oneOf(journeys));
    fields.put("CustomerJourneyIterationId", oneOf(journeys));
    fields.put("UsageType", "CustomerJourney");
    return new Interaction(
        contact,
        new TypeName(oneOf(TYPES)),
        Instant.ofEpochSecond(1_584_385_086L - random.nextInt(30_000_000)),
        InteractionId.parse(Interactions.guid(random).toString()),
        1,
        Fields.of(fields));
  }

  private <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] more, int offset, int count) {
      bytes += count;
    }
  }
}
