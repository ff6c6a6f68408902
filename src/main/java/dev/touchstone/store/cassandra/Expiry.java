package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * Removes rows of a type that are older than a moment, partition by partition. What was removed may
 * be stored again: a row of an age that was swept is written above the deletion. Thread-safe.
 */
final class Expiry {
  private final Cql cql;
  private final Calls calls;
  private final About about;
  private final SelectExpired select;
  private final DeleteExpired delete;
  private final SelectHeader header;

  Expiry(Cql cql, Calls calls, About about) {
    this.cql = cql;
    this.calls = calls;
    this.about = about;
    this.select = new SelectExpired(cql);
    this.delete = new DeleteExpired(cql);
    this.header = new SelectHeader(cql);
  }

  long expire(Map<TypeName, Instant> cutoffs) {
    calls.checkOpen();
    long removed = 0;
    for (Map.Entry<TypeName, Instant> it : cutoffs.entrySet()) {
      removed += expire(it.getKey(), it.getValue());
    }
    return removed;
  }

  private long expire(TypeName type, Instant cutoff) {
    if (!cutoff.isAfter(Timestamp.MIN)) {
      return 0;
    }
    Instant last = cutoff.isAfter(Timestamp.MAX) ? Timestamp.MAX : cutoff.minusNanos(1);
    ByteBuffer from = ByteBuffer.wrap(Positions.from(last));
    Answers rows = calls.inside(() -> Answers.to(cql, select.of(type, from)));
    if (!calls.inside(rows::hasNext)) {
      return 0;
    }
    int number = calls.inside(about::nextSweep);
    Header.Sweep sweep = new Header.Sweep(type, last);
    long removed = 0;
    while (calls.inside(rows::hasNext)) {
      removed += calls.inside(() -> removeNext(rows, number, sweep, from));
    }
    return removed;
  }

  /** Takes rows of one partition, as far as they are at hand, and deletes them. */
  private long removeNext(Answers rows, int number, Header.Sweep sweep, ByteBuffer from) {
    Partition partition = partition(rows.peek());
    ByteBuffer to = from;
    long count = 0;
    int epoch = 0;
    do {
      Row row = rows.next();
      WriteTime written = StoredRow.written(row);
      to = ByteBuffer.wrap(StoredRow.position(row));
      epoch = Math.max(epoch, written.epoch());
      if (StoredRow.isLive(row) && written.sweep() < number) {
        count++;
      }
    } while (rows.isAtHand() && partition(rows.peek()).equals(partition));
    if (count > 0) {
      // A bucket that is younger than the epoch does not say it, but its rows do.
      Header known = header.ask(cql, partition).atLeast(epoch);
      cql.ask(delete.of(partition, known, number, sweep, from, to));
    }
    return count;
  }

  private static Partition partition(Row row) {
    return new Partition(StoredRow.bytes(row, "contact"), row.getInt("bucket"));
  }
}
