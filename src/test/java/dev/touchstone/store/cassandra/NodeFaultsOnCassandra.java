package dev.touchstone.store.cassandra;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Query;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.CassandraCluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Three nodes that hold everything three times. Their logs are on the disk before a write is
 * acknowledged, and they keep no hints for one another: a node that was away knows nothing until a
 * read or a repair tells it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeFaultsOnCassandra {
  private static final int WRITERS = 6;
  private static final int BATCHES = 60;
  private static final int ROWS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final String NOW = "SELECT toTimestamp(now()) AS now FROM system.local";

  private CassandraCluster cluster;
  private CassandraOptions options;
  private CassandraStore store;

  @BeforeAll
  void start() {
    cluster = CassandraCluster.start("three", 3, true);
    CassandraOptions usual = CassandraOptions.of(cluster.addresses(), "datacenter1", "three");
    options =
        new CassandraOptions(
            usual.contactPoints(),
            usual.localDatacenter(),
            usual.keyspace(),
            usual.credentials(),
            usual.tls(),
            usual.consistency(),
            Duration.ofSeconds(3),
            Optional.of(Duration.ofMillis(200)),
            64,
            usual.concurrentCalls());
    CassandraSchema.create(options, Map.of("datacenter1", 3));
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void open() {
    store = CassandraStore.open(options, StatementListener.NONE);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Connects anew: a driver comes back to a node that was down only after a while. */
  private void reopen() {
    close();
    open();
  }

  private static ContactId contact(String test, int number) {
    return ContactId.parse(test + " " + number);
  }

  private static List<Interaction> rows(ContactId contact, int batch) {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> row(contact, SENT, NOON.plusSeconds(batch * ROWS + i), "1"))
        .toList();
  }

  /** Sends until it is acknowledged, as a sender does. */
  private List<Verdict> appendUntilAcknowledged(List<Interaction> rows) {
    return untilDone(() -> store.append(rows));
  }

  /** Reads until it is answered, as a caller does. */
  private List<Interaction> stored(ContactId contact) {
    return untilDone(() -> rest(store.scan(contact)));
  }

  /** Does what the store's errors say: it tries again, on a slow machine for minutes. */
  private static <T> T untilDone(Supplier<T> call) {
    long start = System.nanoTime();
    while (true) {
      try {
        return call.get();
      } catch (StoreException.Unavailable | StoreException.OutcomeUnknown e) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new AssertionError("not done in " + PATIENCE, e);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Many write and read; when a third and two thirds are written, something happens. */
  private void load(String test, Runnable first, Runnable second) throws Exception {
    CountDownLatch third = new CountDownLatch(WRITERS * BATCHES / 3);
    CountDownLatch twoThirds = new CountDownLatch(WRITERS * BATCHES * 2 / 3);
    AtomicInteger read = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        ContactId contact = contact(test, writer);
        Callable<Boolean> work =
            () -> {
              for (int batch = 0; batch < BATCHES; batch++) {
                appendUntilAcknowledged(rows(contact, batch));
                assertThat(stored(contact)).hasSize((batch + 1) * ROWS);
                read.incrementAndGet();
                third.countDown();
                twoThirds.countDown();
              }
              return true;
            };
        writers.add(threads.submit(work));
      }
      third.await();
      first.run();
      twoThirds.await();
      second.run();
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(read).hasValue(WRITERS * BATCHES);
  }

  private void expectWhole(String test) {
    for (int writer = 0; writer < WRITERS; writer++) {
      ContactId contact = contact(test, writer);
      List<Interaction> sent =
          IntStream.range(0, BATCHES)
              .mapToObj(i -> rows(contact, i))
              .flatMap(List::stream)
              .toList();
      assertThat(stored(contact)).isEqualTo(sent.reversed());
    }
  }

  @Test
  void aNodeDiesUnderLoadAndComesBack() throws Exception {
    load("dies", () -> cluster.kill(2), () -> cluster.restart(2));
    expectWhole("dies");
  }

  @Test
  void aNodeThatDoesNotAnswerHoldsUpNobodyForLong() throws Exception {
    load("slow", () -> cluster.pause(3), () -> cluster.resume(3));
    expectWhole("slow");
  }

  @Test
  void nothingIsAcknowledgedWhileTwoNodesAreDown() {
    ContactId contact = contact("two down", 0);
    List<Interaction> before = rows(contact, 0);
    appendUntilAcknowledged(before);
    cluster.kill(2);
    cluster.kill(3);
    try {
      expectRefusals(contact);
      Query query = new Query(contact, SENT, TimeRange.ALL, 9, null);
      assertThatThrownBy(() -> store.read(query)).isInstanceOf(StoreException.Unavailable.class);
      assertThatThrownBy(() -> store.erase(contact)).isInstanceOf(StoreException.class);
      assertThatThrownBy(store::check).isInstanceOf(StoreException.Unavailable.class);
    } finally {
      cluster.restart(2);
      cluster.restart(3);
    }
    reopen();
    assertThat(stored(contact)).containsAll(before.reversed());
    appendUntilAcknowledged(rows(contact, 10));
    assertThat(stored(contact)).containsAll(rows(contact, 10));
    untilDone(
        () -> {
          store.check();
          return true;
        });
  }

  /** Until the node that is left knows that it is alone, nobody knows what became of a write. */
  private void expectRefusals(ContactId contact) {
    long start = System.nanoTime();
    StoreException refusal;
    int batch = 1;
    do {
      List<Interaction> rows = rows(contact, batch++);
      refusal = catchThrowableOfType(StoreException.class, () -> store.append(rows));
      assertThat(refusal)
          .isInstanceOfAny(StoreException.Unavailable.class, StoreException.OutcomeUnknown.class)
          .hasMessageNotContaining("two down");
    } while (refusal instanceof StoreException.OutcomeUnknown
        && System.nanoTime() - start < PATIENCE.toNanos());
    assertThat(refusal).isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void aNodeThatMissedAnErasureDoesNotBringTheContactBack() {
    ContactId contact = contact("missed", 0);
    appendUntilAcknowledged(rows(contact, 0));
    assertThat(shown(2, contact, DefaultConsistencyLevel.ALL)).isEqualTo(ROWS);
    cluster.kill(3);
    Erasure erasure = eraseUntilDone(contact);
    assertThat(erasure.residues())
        .anySatisfy(it -> assertThat(it.place()).contains("127.0.0.3").contains("repair"));
    cluster.kill(1);
    cluster.kill(2);
    cluster.restart(3);
    int shownAlone = shown(3, contact, DefaultConsistencyLevel.ONE);
    cluster.restart(1);
    cluster.restart(2);
    reopen();
    assertThat(shownAlone).as("what the node has by itself").isEqualTo(ROWS);
    assertThat(stored(contact)).isEmpty();
    assertThat(untilDone(() -> rest(store.scan(TimeRange.ALL))))
        .noneMatch(it -> it.contact().equals(contact));
    Query page = new Query(contact, SENT, TimeRange.ALL, 9, null);
    assertThat(untilDone(() -> store.read(page)).interactions()).isEmpty();
    appendUntilAcknowledged(rows(contact, 0));
    assertThat(stored(contact)).hasSize(ROWS);
  }

  private Erasure eraseUntilDone(ContactId contact) {
    return untilDone(
        () -> {
          try {
            return store.erase(contact);
          } catch (StoreException e) {
            assertThat(e).hasMessageNotContaining(contact.value());
            throw e;
          }
        });
  }

  /** How many rows of a contact a node shows. */
  private int shown(int number, ContactId contact, DefaultConsistencyLevel consistency) {
    List<Row> rows =
        on(
            number,
            "SELECT type, epoch FROM three.interactions WHERE contact = ? AND bucket = 0",
            consistency,
            Partition.bytes(contact));
    return (int) rows.stream().filter(row -> !row.isNull("type")).count();
  }

  private List<Row> on(
      int number, String statement, DefaultConsistencyLevel consistency, Object... values) {
    InetSocketAddress address = cluster.addresses().get(number - 1);
    CassandraOptions alone =
        CassandraOptions.of(List.of(address), "datacenter1", options.keyspace());
    return untilDone(() -> execute(alone, statement, consistency, values));
  }

  private static List<Row> execute(
      CassandraOptions alone,
      String statement,
      DefaultConsistencyLevel consistency,
      Object... values) {
    InetSocketAddress address = alone.contactPoints().getFirst();
    try (CqlSession session = Connection.open(alone)) {
      Node node =
          session.getMetadata().getNodes().values().stream()
              .filter(it -> it.getEndPoint().resolve().equals(address))
              .findFirst()
              .orElseThrow();
      return session
          .execute(
              SimpleStatement.builder(statement)
                  .addPositionalValues(values)
                  .setConsistencyLevel(consistency)
                  .setNode(node)
                  .build())
          .all();
    } catch (DriverException e) {
      throw new StoreException.Unavailable("the node does not answer yet", e);
    }
  }

  @Test
  void aClockThatIsAnHourAheadChangesNothing() {
    ContactId contact = contact("clock", 0);
    Interaction row = row(contact, SENT, NOON, "1");
    cluster.kill(1);
    cluster.restartAnHourAhead(1);
    try {
      assertThat(Duration.between(clock(2), clock(1))).isGreaterThan(Duration.ofMinutes(50));
      for (int round = 0; round < 5; round++) {
        appendUntilAcknowledged(List.of(row(row, 2, "new")));
        appendUntilAcknowledged(List.of(row(row, 1, "old")));
        assertThat(stored(contact)).containsExactly(row(row, 2, "new"));
        appendUntilAcknowledged(List.of(row(row, 3, "newer")));
        assertThat(stored(contact)).containsExactly(row(row, 3, "newer"));
        eraseUntilDone(contact);
        assertThat(stored(contact)).isEmpty();
      }
    } finally {
      cluster.kill(1);
      cluster.restart(1);
    }
  }

  private Instant clock(int number) {
    return requireNonNull(
        on(number, NOW, DefaultConsistencyLevel.ONE).getFirst().getInstant("now"));
  }
}
