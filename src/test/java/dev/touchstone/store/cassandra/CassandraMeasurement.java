package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.CassandraCluster;
import dev.touchstone.testing.Interactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Not a test: on one node, rows and pages a second through a store and through the bare driver with
 * the same statements, in turns. Takes no arguments.
 */
final class CassandraMeasurement {
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 3;
  private static final int CALLERS = 8;
  private static final int BATCHES = 10;
  private static final int BATCH = 1_000;
  private static final int PAGES = 4_000;
  private static final int CONTACTS = 2_000;
  private static final TypeName TYPE = new TypeName("EmailOpened");

  private final Random random = new Random(1);
  private final List<ContactId> contacts = guids(CONTACTS).stream().map(ContactId::parse).toList();
  private final List<String> journeys = guids(50);
  private final List<String> messages = guids(200);

  private CassandraMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    try (CassandraCluster cluster = CassandraCluster.start("measurement", 1, false)) {
      CassandraOptions options = Keyspaces.options(cluster, "measurement");
      CassandraSchema.create(options, Map.of("datacenter1", 1));
      try (CqlSession session = Connection.open(options);
          CassandraStore store = CassandraStore.open(options, StatementListener.NONE)) {
        BareDriver bare =
            new BareDriver(session, options.keyspace(), options.concurrentStatements());
        CassandraMeasurement measurement = new CassandraMeasurement();
        measurement.append(store, bare);
        measurement.read(store, bare);
      }
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

  private void append(CassandraStore store, BareDriver bare) throws Exception {
    List<Double> throughStore = new ArrayList<>();
    List<Double> throughDriver = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      throughStore.add(perSecond(batches(), store::append) * BATCH);
      throughDriver.add(perSecond(batches(), bare::append) * BATCH);
    }
    report("rows", throughStore, throughDriver);
  }

  private List<List<Interaction>> batches() {
    return Stream.generate(() -> Stream.generate(this::row).limit(BATCH).toList())
        .limit(BATCHES)
        .toList();
  }

  private void read(CassandraStore store, BareDriver bare) throws Exception {
    List<Double> throughStore = new ArrayList<>();
    List<Double> throughDriver = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      throughStore.add(perSecond(queries(), store::read));
      throughDriver.add(perSecond(queries(), bare::read));
    }
    report("pages of 50", throughStore, throughDriver);
  }

  private List<Query> queries() {
    return Stream.generate(() -> new Query(oneOf(contacts), TYPE, TimeRange.ALL, 50, null))
        .limit(PAGES)
        .toList();
  }

  private static <T> double perSecond(List<T> work, Consumer<T> call) throws Exception {
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      List<Future<?>> calls = new ArrayList<>();
      work.forEach(it -> calls.add(threads.submit(() -> call.accept(it))));
      for (Future<?> done : calls) {
        done.get();
      }
    }
    return work.size() * 1e9 / (System.nanoTime() - start);
  }

  private static void report(String what, List<Double> store, List<Double> driver) {
    double ofStore = median(store);
    double ofDriver = median(driver);
    System.out.printf(
        "%s: %,.0f/s through the store, %,.0f/s through the driver: %.2f%n",
        what, ofStore, ofDriver, ofStore / ofDriver);
  }

  /** Of the rounds after those that warm up. */
  private static double median(List<Double> rounds) {
    List<Double> sorted = rounds.subList(WARM_UP, rounds.size()).stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
