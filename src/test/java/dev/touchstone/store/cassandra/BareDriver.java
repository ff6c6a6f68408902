package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Order;
import dev.touchstone.store.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of a store, through the driver and nothing else: nothing is decided, decoded,
 * retried or told. What a store takes longer than this is its own.
 */
final class BareDriver {
  private final CqlSession session;
  private final Semaphore permits;
  private final SelectPage page;
  private final SelectHeader header;
  private final SelectIdentities identities;
  private final InsertRow insert;

  BareDriver(CqlSession session, String keyspace, int concurrentStatements) {
    this.session = session;
    this.permits = new Semaphore(concurrentStatements);
    Cql cql = new Cql(session, keyspace, request -> session.executeAsync(request.statement()));
    page = new SelectPage(cql);
    header = new SelectHeader(cql);
    identities = new SelectIdentities(cql);
    insert = new InsertRow(cql);
  }

  private CompletionStage<AsyncResultSet> send(Request request) {
    permits.acquireUninterruptibly();
    return session
        .executeAsync(request.statement())
        .whenComplete((answer, failure) -> permits.release());
  }

  /** Reads a page; how many rows it had. */
  int read(Query query) {
    Request request =
        page.of(
            Partition.of(query.contact(), 0),
            query.type(),
            Positions.from(query.range().to()),
            Positions.behind(query.range().from()),
            Order.NEWEST_FIRST,
            query.limit() + 1);
    int rows = 0;
    for (Row row : send(request).toCompletableFuture().join().currentPage()) {
      rows += hasAll(row) ? 1 : 0;
    }
    return Math.min(rows, query.limit());
  }

  /** Takes every column, as its type. */
  private static boolean hasAll(Row row) {
    int epoch = row.getInt(0) + row.getInt(1);
    boolean isWritten = row.getLong(2) >= epoch;
    return isWritten
        && row.getByteBuffer(3) != null
        && row.getString(4) != null
        && row.getByteBuffer(5) != null;
  }

  void append(List<Interaction> rows) {
    Map<ContactId, List<Arriving>> contacts =
        IntStream.range(0, rows.size())
            .mapToObj(i -> Arriving.of(i, rows.get(i)))
            .collect(Collectors.groupingBy(it -> it.row().contact()));
    List<CompletableFuture<AsyncResultSet>> lookUps = new ArrayList<>();
    List<Request> inserts = new ArrayList<>();
    contacts.forEach(
        (contact, ofContact) -> {
          Partition partition = Partition.of(contact, 0);
          lookUps.add(send(header.of(partition)).toCompletableFuture());
          lookUps.add(send(identities.of(partition, ofContact)).toCompletableFuture());
          inserts.add(insert.of(partition, 0, Header.NONE, ofContact));
        });
    lookUps.forEach(CompletableFuture::join);
    inserts.stream()
        .map(request -> send(request).toCompletableFuture())
        .toList()
        .forEach(CompletableFuture::join);
  }
}
