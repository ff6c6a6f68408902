package dev.touchstone.store.cassandra;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.cassandra.FaultyRequests.Fault;
import dev.touchstone.store.codec.RowCodec;
import dev.touchstone.testing.CassandraCluster;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The rules of Cassandra that the store is built on, and what it builds on them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimestampsOnCassandra {
  private final CassandraOptions options =
      Keyspaces.options(CassandraCluster.shared(), "timestamps");
  private final AtomicReference<FaultyRequests> faults = new AtomicReference<>();
  private CqlSession session;
  private CassandraStore store;
  private CassandraStore other;
  private int contacts;

  @BeforeAll
  void open() {
    Keyspaces.create(options);
    session = Connection.open(options);
    Keyspaces.empty(session, options.keyspace());
    store = CassandraStore.open(options, StatementListener.NONE);
    other =
        CassandraStore.open(
            options,
            StatementListener.NONE,
            Buckets.USUAL,
            driver -> {
              faults.set(new FaultyRequests(driver));
              return faults.get();
            });
  }

  @AfterAll
  void close() {
    store.close();
    other.close();
    session.close();
  }

  private Interaction rowOfSomebody() {
    return row(ContactId.parse("somebody " + contacts++), SENT, NOON, "1");
  }

  private void write(Interaction row, long timestamp) {
    session.execute(
        "INSERT INTO timestamps.interactions (contact, bucket, type, position, row)"
            + " VALUES (?, 0, ?, ?, ?) USING TIMESTAMP ?",
        Partition.bytes(row.contact()),
        row.type().value(),
        ByteBuffer.wrap(Arriving.of(0, row).position()),
        RowCell.of(RowCodec.encode(row), row.version()),
        timestamp);
  }

  private void delete(Interaction row, long timestamp) {
    session.execute(
        "DELETE FROM timestamps.interactions USING TIMESTAMP ? WHERE contact = ? AND bucket = 0",
        timestamp,
        Partition.bytes(row.contact()));
  }

  private List<Interaction> stored(Interaction row) {
    return rest(store.scan(row.contact()));
  }

  @Test
  void aContactThatWasErasedTooOftenIsNotErasedWithoutATimestamp() {
    Interaction row = rowOfSomebody();
    store.append(List.of(row));
    ByteBuffer contact = Partition.bytes(row.contact());
    session.execute("INSERT INTO timestamps.contacts (contact, epoch) VALUES (?, 65534)", contact);
    assertThat(store.erase(row.contact()).interactions()).isEqualTo(1);
    assertThat(store.append(List.of(row))).containsOnly(Verdict.STORED);
    assertThatThrownBy(() -> store.erase(row.contact()))
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessageContaining("erased 65,535 times")
        .hasMessageNotContaining(row.contact().value());
    assertThat(rest(store.scan(row.contact()))).containsExactly(row);
  }

  @Test
  void ofOneTimestampTheGreaterBytesStayUnsignedInBothOrders() {
    Interaction first = rowOfSomebody();
    Interaction second = rowOfSomebody();
    write(row(first, 1, "a"), 7);
    write(row(first, 1, "ÿ"), 7);
    write(row(second, 1, "ÿ"), 7);
    write(row(second, 1, "a"), 7);
    assertThat(stored(first)).containsExactly(row(first, 1, "ÿ"));
    assertThat(stored(second)).containsExactly(row(second, 1, "ÿ"));
  }

  @Test
  void ofVersionsBeyondTheTimestampTheHigherStays() {
    Interaction row = rowOfSomebody();
    long timestamp = WriteTime.ofRow(0, 0, WriteTime.MAX_VERSION).value();
    write(row(row, Long.MAX_VALUE, "a"), timestamp);
    write(row(row, WriteTime.MAX_VERSION + 300, "z"), timestamp);
    write(row(row, WriteTime.MAX_VERSION, "z"), timestamp);
    assertThat(stored(row)).containsExactly(row(row, Long.MAX_VALUE, "a"));
  }

  @Test
  void aDeletionHidesItsOwnTimestampAndNoGreaterOneWhenever() {
    Interaction row = rowOfSomebody();
    write(row, 7);
    delete(row, 7);
    assertThat(stored(row)).isEmpty();
    write(row, 7);
    assertThat(stored(row)).isEmpty();
    write(row, 8);
    assertThat(stored(row)).containsExactly(row);
  }

  @Test
  void aRowOfAnEarlierEpochIsDeadThoughNoDeletionIsThereAnyMore() {
    Interaction row = rowOfSomebody();
    session.execute(
        "INSERT INTO timestamps.interactions (contact, bucket, epoch) VALUES (?, 0, 3)"
            + " USING TIMESTAMP ?",
        Partition.bytes(row.contact()),
        WriteTime.ofHeader(3).value());
    write(row, WriteTime.ofRow(2, 0, 9).value());
    assertThat(stored(row)).isEmpty();
    assertThat(store.types(row.contact(), 9)).isEmpty();
    assertThat(store.read(new Query(row.contact(), SENT, TimeRange.ALL, 9, null)).interactions())
        .isEmpty();
    try (Scan all = store.scan(TimeRange.ALL)) {
      all.forEachRemaining(it -> assertThat(it.contact()).isNotEqualTo(row.contact()));
    }
    assertThat(store.append(List.of(row))).containsExactly(Verdict.STORED);
    assertThat(stored(row)).containsExactly(row);
    assertThat(store.erase(row.contact()).interactions()).isEqualTo(1);
  }

  @Test
  void everyTimestampIsVersionSweepAndEpoch() {
    Interaction row = rowOfSomebody();
    store.append(List.of(row(row, 5, "a")));
    assertThat(writtenOf(row)).isEqualTo(new WriteTime(0, 0, 5));
    store.erase(row.contact());
    store.append(List.of(row(row, 4, "a")));
    assertThat(writtenOf(row)).isEqualTo(new WriteTime(1, 0, 4));
    store.expire(Map.of(SENT, NOON.plusSeconds(1)));
    store.append(List.of(row(row, 3, "a")));
    WriteTime swept = writtenOf(row);
    assertThat(swept.sweep()).isPositive();
    assertThat(swept).isEqualTo(new WriteTime(1, swept.sweep(), 3));
    assertThat(stored(row)).containsExactly(row(row, 3, "a"));
  }

  private WriteTime writtenOf(Interaction row) {
    Row stored =
        session
            .execute(
                "SELECT WRITETIME(row) AS written FROM timestamps.interactions"
                    + " WHERE contact = ? AND bucket = 0",
                Partition.bytes(row.contact()))
            .one();
    return WriteTime.of(stored == null ? 0 : stored.getLong("written"));
  }

  /** Two servers that do not know of one another's write. */
  @Test
  void ofTwoServersTheHigherVersionStaysWhicheverWritesLast() throws Exception {
    Interaction row = rowOfSomebody();
    faults.get().expect(Fault.HELD, 3);
    CompletableFuture<List<Verdict>> lower =
        CompletableFuture.supplyAsync(() -> other.append(List.of(row(row, 1, "z"))));
    faults.get().awaitHeld();
    assertThat(faults.get().names()).endsWith("InsertRow");
    assertThat(store.append(List.of(row(row, 2, "a")))).containsExactly(Verdict.STORED);
    faults.get().release();
    assertThat(lower.join()).containsExactly(Verdict.STORED);
    assertThat(stored(row)).containsExactly(row(row, 2, "a"));
    assertThat(store.append(List.of(row(row, 1, "z")))).containsExactly(Verdict.SUPERSEDED);
  }
}
