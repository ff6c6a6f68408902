package dev.touchstone.store.cassandra;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Query;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.cassandra.FaultyRequests.Fault;
import dev.touchstone.testing.CassandraCluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whichever statement of an append or an erasure fails or comes late: an acknowledgement is true,
 * an error says no more than is true, and doing it again makes it whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementFaultsOnCassandra {
  /** Small enough that the append of a test doubles them. */
  private static final Buckets SMALL = new Buckets(1, 4);

  private final CassandraOptions options = Keyspaces.options(CassandraCluster.shared(), "faults");
  private final AtomicReference<FaultyRequests> faults = new AtomicReference<>();
  private CassandraStore store;
  private int contacts;

  @BeforeAll
  void open() {
    Keyspaces.create(options);
    try (CqlSession session = Connection.open(options)) {
      Keyspaces.empty(session, options.keyspace());
    }
    store =
        CassandraStore.open(
            options,
            StatementListener.NONE,
            SMALL,
            driver -> {
              faults.set(new FaultyRequests(driver));
              return faults.get();
            });
  }

  @AfterAll
  void close() {
    store.close();
  }

  private FaultyRequests faults() {
    return faults.get();
  }

  private List<Interaction> rowsOfSomebody() {
    ContactId contact = ContactId.parse("somebody " + contacts++);
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(row(contact, i % 2 == 0 ? SENT : OPENED, NOON.minusSeconds(i), "1"));
    }
    return rows;
  }

  private List<Interaction> stored(List<Interaction> rows) {
    return rest(store.scan(rows.getFirst().contact()));
  }

  /** How many statements it takes where nothing goes wrong. */
  private int count(Runnable call) {
    faults().calm();
    call.run();
    return faults().names().size();
  }

  private static @Nullable StoreException failureOf(Runnable call) {
    try {
      call.run();
      return null;
    } catch (StoreException e) {
      return e;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "LOST", "ANSWER_LOST"})
  void whicheverStatementOfAnAppendFails(Fault fault) {
    int statements = count(() -> store.append(rowsOfSomebody()));
    assertThat(faults().names()).contains("InsertRow", "GrowBuckets", "TellBuckets");
    for (int n = 1; n <= statements; n++) {
      List<Interaction> rows = rowsOfSomebody();
      faults().expect(fault, n);
      StoreException failure = failureOf(() -> store.append(rows));
      faults().calm();
      List<Interaction> after = stored(rows);
      if (failure == null) {
        assertThat(after).as("%s %d is acknowledged", fault, n).hasSameElementsAs(rows);
      } else if (!(failure instanceof StoreException.OutcomeUnknown)) {
        assertThat(after).as("%s %d: %s", fault, n, failure).isEmpty();
      }
      assertThat(rows).containsAll(after);
      store.append(rows);
      assertThat(stored(rows)).hasSameElementsAs(rows).hasSize(rows.size());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "LOST", "ANSWER_LOST"})
  void whicheverStatementOfAnErasureFails(Fault fault) {
    List<Interaction> first = rowsOfSomebody();
    store.append(first);
    int statements = count(() -> store.erase(first.getFirst().contact()));
    assertThat(faults().names()).contains("BeginEpoch", "ErasePartition", "DeleteMarks");
    for (int n = 1; n <= statements; n++) {
      List<Interaction> rows = rowsOfSomebody();
      ContactId contact = rows.getFirst().contact();
      store.append(rows);
      faults().expect(fault, n);
      StoreException failure = failureOf(() -> store.erase(contact));
      faults().calm();
      if (failure == null) {
        assertThat(stored(rows)).as("%s %d is acknowledged", fault, n).isEmpty();
      } else if (!(failure instanceof StoreException.OutcomeUnknown)) {
        assertThat(stored(rows)).as("%s %d: %s", fault, n, failure).hasSameElementsAs(rows);
      }
      store.erase(contact);
      assertThat(stored(rows)).isEmpty();
      store.append(rows);
      assertThat(stored(rows)).hasSameElementsAs(rows);
    }
  }

  @Test
  void aWriteThatComesAfterAnErasureIsDeadOnArrival() throws Exception {
    List<Interaction> probe = List.of(row(ContactId.parse("probe"), SENT, NOON, "1"));
    int statements = count(() -> store.append(probe));
    int insert = faults().names().indexOf("InsertRow") + 1;
    assertThat(insert).isBetween(1, statements);
    List<Interaction> rows = List.of(row(0, "1"));
    faults().expect(Fault.HELD, insert);
    CompletableFuture<Void> append = CompletableFuture.runAsync(() -> store.append(rows));
    faults().awaitHeld();
    store.erase(ANNA);
    faults().release();
    append.join();
    faults().calm();
    assertThat(rest(store.scan(ANNA))).isEmpty();
    store.append(rows);
    assertThat(rest(store.scan(ANNA))).isEqualTo(rows);
    store.erase(ANNA);
  }

  @Test
  void whicheverStatementOfAnAppendComesLateTheContactIsErasedOrWhole() throws Exception {
    int statements = count(() -> store.append(rowsOfSomebody()));
    for (int n = 1; n <= statements; n++) {
      List<Interaction> rows = rowsOfSomebody();
      ContactId contact = rows.getFirst().contact();
      faults().expect(Fault.HELD, n);
      CompletableFuture<Void> append = CompletableFuture.runAsync(() -> store.append(rows));
      faults().awaitHeld();
      store.erase(contact);
      faults().release();
      append.join();
      faults().calm();
      assertThat(stored(rows).size()).as("statement %d", n).isIn(0, rows.size());
      store.erase(contact);
      assertThat(stored(rows)).isEmpty();
    }
  }

  @Test
  void whicheverStatementOfAnErasureComesLateWhatWasThereIsErased() throws Exception {
    List<Interaction> first = rowsOfSomebody();
    store.append(first);
    int statements = count(() -> store.erase(first.getFirst().contact()));
    for (int n = 1; n <= statements; n++) {
      List<Interaction> rows = rowsOfSomebody();
      ContactId contact = rows.getFirst().contact();
      store.append(rows);
      faults().expect(Fault.HELD, n);
      CompletableFuture<Void> erase = CompletableFuture.runAsync(() -> store.erase(contact));
      faults().awaitHeld();
      store.append(List.of(row(contact, SENT, NOON.plusSeconds(n), "meanwhile")));
      faults().release();
      erase.join();
      faults().calm();
      assertThat(stored(rows)).doesNotContainAnyElementsOf(rows);
    }
  }

  @Test
  void everyStatementIsToldToTheListener() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (CassandraStore watched =
        CassandraStore.open(options, (name, outcome, elapsed) -> told.add(name + " " + outcome))) {
      watched.append(List.of(row(ContactId.parse("watched"), SENT, NOON, "1")));
    }
    assertThat(told)
        .containsExactlyInAnyOrder(
            "SelectHeader ANSWERED", "SelectIdentities ANSWERED", "InsertRow ANSWERED");
  }

  @Test
  void aPageCostsOneStatementAndOneMoreIfItIsEmpty() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    try (CassandraStore watched =
        CassandraStore.open(options, (name, how, time) -> told.add(name))) {
      ContactId contact = ContactId.parse("paged");
      for (int i = 0; i < 9; i++) {
        watched.append(List.of(row(contact, SENT, NOON.minusSeconds(i), "1")));
      }
      for (int limit = 1; limit <= 10; limit++) {
        told.clear();
        watched.read(new Query(contact, SENT, TimeRange.ALL, limit, null));
        assertThat(told).containsExactly("SelectPage");
      }
      told.clear();
      watched.read(new Query(contact, OPENED, TimeRange.ALL, 9, null));
      assertThat(told).containsExactly("SelectPage", "SelectHeader");
    }
  }
}
