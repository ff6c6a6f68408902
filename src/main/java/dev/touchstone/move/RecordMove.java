package dev.touchstone.move;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares records and makes those of the target equal, a page of a partition at a time, which
 * nobody changes meanwhile. What is behind a page or before it may change: it reaches both. For one
 * thread.
 */
final class RecordMove {
  static final int PAGE = 200;

  private final MovingRecords records;
  private final Unsettled unsettled;
  private final Patience patience;

  RecordMove(MovingStore store, Patience patience) {
    this.records = (MovingRecords) store.records();
    this.unsettled = store.sides().unsettled();
    this.patience = patience;
  }

  /** Every partition that either side has. */
  MoveReport.Records compare(RecordKind kind) {
    return patience
        .until(() -> comparePartitionsOf(records.source(), kind))
        .plus(withoutCount(patience.until(() -> comparePartitionsOf(records.target(), kind))));
  }

  private MoveReport.Records comparePartitionsOf(RecordStore store, RecordKind kind) {
    MoveReport.Records sum = MoveReport.Records.NONE;
    byte @Nullable [] last = null;
    try (RecordScan scan = store.scan(kind)) {
      while (scan.hasNext()) {
        byte[] partition = scan.next().partition();
        if (last == null || !Arrays.equals(last, partition)) {
          last = partition;
          sum = sum.plus(settle(kind, partition));
        }
      }
    }
    return sum;
  }

  /** What both have was counted when the source was gone through. */
  private static MoveReport.Records withoutCount(MoveReport.Records records) {
    return new MoveReport.Records(0, records.repaired(), records.unequal());
  }

  /** One partition. */
  MoveReport.Records settle(RecordKind kind, byte[] partition) {
    unsettled.remove(kind, partition);
    try {
      MoveReport.Records sum = MoveReport.Records.NONE;
      byte @Nullable [] after = null;
      do {
        patience.stopIfAsked();
        byte @Nullable [] from = after;
        Page page = records.alone(List.of(partition), () -> comparePage(kind, partition, from));
        sum = sum.plus(page.records);
        after = page.last;
      } while (after != null);
      return sum;
    } catch (StoreException | MoveStoppedException e) {
      unsettled.add(kind, partition);
      throw e;
    }
  }

  /** A page that was made equal. */
  private static final class Page {
    private final MoveReport.Records records;

    /** Its last key; null where there was nothing left. */
    private final byte @Nullable [] last;

    Page(MoveReport.Records records, byte @Nullable [] last) {
      this.records = records;
      this.last = last;
    }
  }

  private Page comparePage(RecordKind kind, byte[] partition, byte @Nullable [] after) {
    List<Record> here = records.source().read(kind, partition, after, PAGE);
    List<Record> there = records.target().read(kind, partition, after, PAGE);
    if (here.isEmpty() && there.isEmpty()) {
      return new Page(MoveReport.Records.NONE, null);
    }
    byte[] last = last(here, there);
    Map<byte[], Record> wanted = upTo(here, last);
    Map<byte[], Record> found = upTo(there, last);
    long repaired = repair(kind, wanted, found);
    long unequal =
        repaired == 0 || wanted.equals(upTo(reread(kind, partition, after, last), last)) ? 0 : 1;
    return new Page(new MoveReport.Records(wanted.size(), repaired, unequal), last);
  }

  /** Up to where both pages tell everything. An empty one tells that there is nothing behind it. */
  private static byte[] last(List<Record> here, List<Record> there) {
    if (here.isEmpty()) {
      return there.getLast().key();
    }
    byte[] last = here.getLast().key();
    return there.isEmpty() || Arrays.compareUnsigned(last, there.getLast().key()) <= 0
        ? last
        : there.getLast().key();
  }

  private static Map<byte[], Record> upTo(List<Record> page, byte[] last) {
    Map<byte[], Record> records = new TreeMap<>(Arrays::compareUnsigned);
    for (Record record : page) {
      if (Arrays.compareUnsigned(record.key(), last) <= 0) {
        records.put(record.key(), record);
      }
    }
    return records;
  }

  private long repair(RecordKind kind, Map<byte[], Record> wanted, Map<byte[], Record> found) {
    List<Record> missing =
        wanted.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
            .map(Map.Entry::getValue)
            .toList();
    records.target().put(kind, missing);
    long repaired = missing.size();
    for (Map.Entry<byte[], Record> entry : found.entrySet()) {
      if (!wanted.containsKey(entry.getKey())) {
        records.target().delete(kind, entry.getValue().partition(), entry.getKey());
        repaired++;
      }
    }
    return repaired;
  }

  private List<Record> reread(
      RecordKind kind, byte[] partition, byte @Nullable [] after, byte[] last) {
    Map<byte[], Record> all = new TreeMap<>(Arrays::compareUnsigned);
    byte @Nullable [] from = after;
    while (from == null || Arrays.compareUnsigned(from, last) < 0) {
      List<Record> page = records.target().read(kind, partition, from, PAGE);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(record -> all.put(record.key(), record));
      from = page.getLast().key();
    }
    return List.copyOf(all.values());
  }
}
