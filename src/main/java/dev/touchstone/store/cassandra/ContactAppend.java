package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.cassandra.Arriving.Identity;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The rows of one append that belong to one contact: looked up, decided, written. */
final class ContactAppend {
  /** A statement has no more rows, and ends with the one that brings it to the most bytes. */
  private static final int MAX_ROWS = 100;

  private static final int MAX_BYTES = 128 << 10;

  private final Statements statements;
  private final ByteBuffer contact;
  private final List<Arriving> rows;
  private final AtomicBoolean changing;
  private final Map<Integer, Header> headers = new HashMap<>();
  private final Map<Identity, Stored> present = new HashMap<>();

  /** What is needed of the store. */
  record Statements(
      Cql cql, SelectHeader header, SelectIdentities select, InsertRow insert, Growth growth) {
    static Statements of(Cql cql, Growth growth) {
      return new Statements(
          cql, new SelectHeader(cql), new SelectIdentities(cql), new InsertRow(cql), growth);
    }
  }

  /** The row that is kept of an identity, and the bucket it lies in. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Stored(byte[] bytes, int bucket) {}

  private record Lookup(int bucket, Sent sent) {}

  /**
   * @param changing is set before the first change is sent
   */
  ContactAppend(
      Statements statements, ContactId contact, List<Arriving> rows, AtomicBoolean changing) {
    this.statements = statements;
    this.contact = Partition.bytes(contact);
    this.rows = rows;
    this.changing = changing;
  }

  /** Stores the rows and puts what became of each into its place. */
  void run(Verdict[] verdicts) {
    lookUp();
    Map<Identity, Arriving> winners = new LinkedHashMap<>();
    List<Long> added = new ArrayList<>();
    for (Arriving row : rows) {
      verdicts[row.index()] = decide(row, winners);
      if (verdicts[row.index()] == Verdict.STORED) {
        added.add(row.hash());
      }
    }
    write(winners.values());
    statements.growth().stored(contact, header(0), added);
  }

  private void lookUp() {
    Request ofHeader = statements.header().of(new Partition(contact, 0));
    Sent header = new Sent(ofHeader, statements.cql().send(ofHeader));
    List<Lookup> first = select(Map.of(0, rows));
    headers.put(0, header(header.await().one()));
    int buckets = header(0).buckets();
    if (buckets > 1) {
      Map<Integer, List<Arriving>> others = new TreeMap<>();
      for (Arriving row : rows) {
        Buckets.places(row.hash(), buckets)
            .filter(bucket -> bucket > 0)
            .forEach(it -> others.computeIfAbsent(it, bucket -> new ArrayList<>()).add(row));
      }
      select(others).forEach(this::remember);
    }
    first.forEach(this::remember);
  }

  private List<Lookup> select(Map<Integer, List<Arriving>> buckets) {
    List<Lookup> lookups = new ArrayList<>();
    buckets.forEach(
        (bucket, wanted) -> {
          for (List<Arriving> piece :
              Pieces.of(wanted, MAX_ROWS, MAX_BYTES, it -> it.bytes().length)) {
            Request request = statements.select().of(new Partition(contact, bucket), piece);
            lookups.add(new Lookup(bucket, new Sent(request, statements.cql().send(request))));
          }
        });
    return lookups;
  }

  private void remember(Lookup lookup) {
    for (Row row : lookup.sent().await().currentPage()) {
      if (StoredRow.isLive(row)) {
        StoredRow stored = StoredRow.of(row);
        Identity identity = new Identity(stored.type().value(), ByteBuffer.wrap(stored.position()));
        Stored found = new Stored(stored.row(), lookup.bucket());
        present.merge(identity, found, ContactAppend::greater);
      }
    }
  }

  private static Stored greater(Stored a, Stored b) {
    return RowCodec.compare(a.bytes(), b.bytes()) >= 0 ? a : b;
  }

  private static Header header(@Nullable Row row) {
    return row == null ? Header.NONE : Header.of(row);
  }

  private Header header(int bucket) {
    return headers.computeIfAbsent(
        bucket, it -> statements.header().ask(statements.cql(), new Partition(contact, it)));
  }

  /** Decides as if the rows were stored one after the other. */
  private Verdict decide(Arriving row, Map<Identity, Arriving> winners) {
    Identity identity = row.identity();
    Stored stored = present.get(identity);
    int order = stored == null ? 1 : RowCodec.compare(row.bytes(), stored.bytes());
    if (order > 0) {
      int bucket = stored == null ? Buckets.of(row.hash(), header(0).buckets()) : stored.bucket();
      present.put(identity, new Stored(row.bytes(), bucket));
      winners.put(identity, row);
    }
    if (stored == null) {
      return Verdict.STORED;
    }
    if (row.row().version() != RowCodec.decodeVersion(stored.bytes())) {
      return Verdict.SUPERSEDED;
    }
    return order == 0 ? Verdict.REPEATED : Verdict.CONFLICTING;
  }

  private void write(Iterable<Arriving> winners) {
    Map<Integer, List<Arriving>> buckets = new TreeMap<>();
    for (Arriving row : winners) {
      Stored place = present.get(row.identity());
      int bucket = place == null ? 0 : place.bucket();
      buckets.computeIfAbsent(bucket, it -> new ArrayList<>()).add(row);
    }
    List<Request> requests = new ArrayList<>();
    buckets.forEach(
        (bucket, added) -> {
          Partition partition = new Partition(contact, bucket);
          int epoch = header(0).epoch();
          Pieces.of(added, MAX_ROWS, MAX_BYTES, it -> it.bytes().length)
              .forEach(
                  it -> requests.add(statements.insert().of(partition, epoch, header(bucket), it)));
        });
    if (!requests.isEmpty()) {
      changing.set(true);
      Sent.awaitAll(Sent.all(statements.cql(), requests));
    }
  }
}
