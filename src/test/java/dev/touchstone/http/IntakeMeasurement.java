package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Role;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Not a test: measures rows over HTTP in requests of 1,000 beside the store alone, with the same
 * rows in the same batches. Arguments: an empty folder, thousands of rows, how many senders.
 */
final class IntakeMeasurement {
  private static final int BATCH = 1_000;
  private static final int ROUNDS = 3;

  private final Random random = new Random(1);
  private final List<ContactId> contacts =
      Stream.generate(() -> ContactId.parse(Interactions.guid(random).toString()))
          .limit(10_000)
          .toList();

  private IntakeMeasurement() {}

  public static void main(String[] arguments) throws InterruptedException {
    IntakeMeasurement measurement = new IntakeMeasurement();
    int batches = Integer.parseInt(arguments[1]);
    int senders = Integer.parseInt(arguments[2]);
    for (int round = 1; round <= ROUNDS; round++) {
      List<List<Interaction>> rows =
          IntStream.range(0, batches)
              .mapToObj(i -> Stream.generate(measurement::row).limit(BATCH).toList())
              .toList();
      Path folder = Path.of(arguments[0]).resolve("round-" + round);
      double store = store(folder.resolve("store"), rows, senders);
      double http = http(folder.resolve("http"), rows, senders);
      System.out.printf(
          "round %d, %d senders: store %,.0f rows/s, HTTP %,.0f rows/s, ratio %.2f%n",
          round, senders, store, http, http / store);
    }
  }

  private Interaction row() {
    ContactId contact = contacts.get(random.nextInt(contacts.size()));
    Map<String, String> fields = new HashMap<>();
    fields.put("OrganizationId", "fc2b096a-7a41-5ca6-950e-a844284e31a4");
    fields.put("MessageId", Interactions.guid(random).toString());
    fields.put("SendingId", Interactions.guid(random).toString());
    fields.put("EmailDomain", "example.com");
    fields.put("EmailAddressUsed", contact.value().substring(0, 8) + "@example.com");
    fields.put("CustomerJourneyId", Interactions.guid(random).toString());
    fields.put("UsageType", "CustomerJourney");
    return new Interaction(
        contact,
        new TypeName("EmailOpened"),
        Instant.ofEpochSecond(1_584_385_086L - random.nextInt(30_000_000)),
        InteractionId.parse(Interactions.guid(random).toString()),
        1,
        Fields.of(fields));
  }

  private static double store(Path folder, List<List<Interaction>> rows, int senders)
      throws InterruptedException {
    try (InteractionStore store = RocksDbStore.open(folder, RocksDbOptions.DEFAULTS)) {
      return rate(rows.size(), senders, i -> store.append(rows.get(i)));
    }
  }

  private static double http(Path folder, List<List<Interaction>> rows, int senders)
      throws InterruptedException {
    List<byte[]> bodies = rows.stream().map(IntakeMeasurement::body).toList();
    try (InteractionStore store = RocksDbStore.open(folder, RocksDbOptions.DEFAULTS);
        RunningServer server = RunningServer.of(store)) {
      String key = server.key(Role.WRITER);
      return rate(bodies.size(), senders, i -> send(server, key, bodies.get(i)));
    }
  }

  private static double rate(int batches, int senders, java.util.function.IntConsumer send)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    List<Thread> threads =
        IntStream.range(0, senders)
            .mapToObj(
                sender ->
                    Thread.ofPlatform()
                        .start(
                            () -> {
                              for (int i = next.getAndIncrement();
                                  i < batches;
                                  i = next.getAndIncrement()) {
                                send.accept(i);
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    return batches * BATCH * 1e9 / (System.nanoTime() - start);
  }

  private static void send(RunningServer server, String key, byte[] body) {
    HttpResponse<String> answer =
        server.send(
            server
                .anonymous("/v1/interactions")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArray(body)));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
  }

  private static byte[] body(List<Interaction> rows) {
    StringBuilder body = new StringBuilder();
    for (Interaction row : rows) {
      body.append("{\"InteractionType\":\"").append(row.type().value());
      body.append("\",\"Timestamp\":\"").append(Timestamp.format(row.timestamp()));
      body.append("\",\"InteractionId\":\"").append(row.id().value());
      body.append("\",\"ContactId\":\"").append(row.contact().value()).append('"');
      row.fields()
          .toMap()
          .forEach(
              (name, value) ->
                  body.append(",\"").append(name).append("\":\"").append(value).append('"'));
      body.append("}\n");
    }
    return body.toString().getBytes(UTF_8);
  }
}
