package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries that the store knows: one record each, in chunks. An entry is put where there is
 * none, so of several servers exactly one writes a position. Thread-safe.
 */
final class LedgerRecords {
  /** So many entries lie in one partition. */
  static final long CHUNK = 1_000;

  private final RecordStore records;

  LedgerRecords(RecordStore records) {
    this.records = records;
  }

  Optional<String> get(long position) {
    return records
        .get(RecordKind.LEDGER, partition(position), key(position))
        .map(value -> new String(value, UTF_8));
  }

  /**
   * Writes an entry.
   *
   * @return whether it stands there now, whoever wrote it; false if another does
   */
  boolean put(LedgerEntry entry) {
    byte[] text = entry.text().getBytes(UTF_8);
    byte[] partition = partition(entry.position());
    byte[] key = key(entry.position());
    return records.putIfAbsent(RecordKind.LEDGER, new Record(partition, key, text))
        || get(entry.position()).filter(entry.text()::equals).isPresent();
  }

  /** The lines from a position on. */
  Iterator<String> from(long position) {
    return new Lines(position);
  }

  /** Goes from chunk to chunk until one has nothing more. */
  private final class Lines implements Iterator<String> {
    private long next;
    private @Nullable Iterator<Record> chunk;

    Lines(long position) {
      next = position;
    }

    @Override
    public boolean hasNext() {
      if (chunk == null) {
        chunk = records.walk(RecordKind.LEDGER, partition(next), keyBefore(next));
      }
      if (!chunk.hasNext() && next % CHUNK == 0) {
        chunk = records.walk(RecordKind.LEDGER, partition(next));
      }
      return chunk.hasNext();
    }

    @Override
    public String next() {
      if (!hasNext() || chunk == null) {
        throw new NoSuchElementException();
      }
      Record record = chunk.next();
      if (ByteBuffer.wrap(record.key()).getLong() != next) {
        throw new StoreException.Damaged(
            "entry %d of the ledger of erasures is missing in the store".formatted(next), null);
      }
      next++;
      return new String(record.value(), UTF_8);
    }
  }

  private static byte @Nullable [] keyBefore(long position) {
    return position % CHUNK == 0 ? null : key(position - 1);
  }

  private static byte[] partition(long position) {
    return key(position / CHUNK);
  }

  private static byte[] key(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }
}
