package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where blocks lie among the records: a partition for each server and day, in it the blocks by
 * their numbers; and one partition with the head of each server. Thread-safe.
 */
public final class AuditBlocks {
  private static final byte[] HEADS = "heads".getBytes(US_ASCII);

  /** By server the first day that may have blocks. */
  private static final byte[] OLDEST = "oldest".getBytes(US_ASCII);

  private final RecordStore records;

  public AuditBlocks(RecordStore records) {
    this.records = records;
  }

  /** The heads of all servers, as they were last noted: blocks behind them may be there. */
  public List<AuditHead> heads() {
    List<AuditHead> heads = new ArrayList<>();
    Iterator<Record> all = records.walk(RecordKind.AUDIT, HEADS);
    while (all.hasNext()) {
      heads.add(
          AuditHead.parse(new String(all.next().value(), US_ASCII))
              .orElseThrow(
                  () -> new StoreException.Damaged("a head of the audit trail is none", null)));
    }
    return heads;
  }

  Optional<AuditHead> head(String server) {
    return heads().stream().filter(head -> head.server().equals(server)).findFirst();
  }

  void putHead(AuditHead head) {
    records.put(
        RecordKind.AUDIT,
        List.of(new Record(HEADS, head.server().getBytes(US_ASCII), head.bytes())));
  }

  /** The first day that may have blocks of a server. */
  Optional<LocalDate> oldest(AuditHead head) {
    return records
        .get(RecordKind.AUDIT, OLDEST, head.server().getBytes(US_ASCII))
        .map(day -> LocalDate.parse(new String(day, US_ASCII)));
  }

  /** The first day that may have blocks of any server. */
  public Optional<LocalDate> oldestDay() {
    return heads().stream().flatMap(head -> oldest(head).stream()).min(LocalDate::compareTo);
  }

  void putOldest(AuditHead head, LocalDate day) {
    byte[] server = head.server().getBytes(US_ASCII);
    byte[] text = day.toString().getBytes(US_ASCII);
    records.put(RecordKind.AUDIT, List.of(new Record(OLDEST, server, text)));
  }

  /**
   * Writes a block where there is none of its number.
   *
   * @return false if there is one, which is left as it is
   */
  boolean put(String server, LocalDate day, long number, byte[] text) {
    return records.putIfAbsent(
        RecordKind.AUDIT, new Record(partition(server, day), key(number), text));
  }

  Optional<byte[]> get(String server, LocalDate day, long number) {
    return records.get(RecordKind.AUDIT, partition(server, day), key(number));
  }

  /** The blocks of a server and a day, in their order. */
  Iterator<AuditBlock> blocks(String server, LocalDate day) {
    Iterator<Record> records = this.records.walk(RecordKind.AUDIT, partition(server, day));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public AuditBlock next() {
        return decode(records.next().value());
      }
    };
  }

  /** The last block of a server on a day; null if there is none. */
  @Nullable AuditBlock last(String server, LocalDate day, long atLeast) {
    @Nullable AuditBlock last = null;
    long number = atLeast;
    for (Optional<byte[]> next = get(server, day, number);
        next.isPresent();
        next = get(server, day, ++number)) {
      last = decode(next.get());
    }
    return last;
  }

  /** Removes the blocks of a server and a day, with their bytes. */
  void remove(String server, LocalDate day) {
    records.erase(RecordKind.AUDIT, partition(server, day));
  }

  static AuditBlock decode(byte[] text) {
    try {
      return AuditBlock.decode(text);
    } catch (InvalidValueException e) {
      throw new StoreException.Damaged("a block of the audit trail is none", e);
    }
  }

  private static byte[] partition(String server, LocalDate day) {
    return ("block/" + server + "/" + day).getBytes(US_ASCII);
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
