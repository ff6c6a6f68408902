package dev.touchstone.move;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.OPENED;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests of moves have in common. */
final class Moves {
  static final MoveOptions OPTIONS = new MoveOptions(4, 0, 3, true);
  static final MoveOptions STAYING = new MoveOptions(4, 0, 3, false);

  private Moves() {}

  static ContactId contact(int number) {
    return ContactId.parse(new UUID(number * 0x9E37_79B9_7F4A_7C15L, number).toString());
  }

  /** So many rows of a contact, of two types. */
  static List<Interaction> rows(ContactId contact, int count) {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(contact, i % 2 == 0 ? SENT : OPENED, NOON.minusSeconds(i), Integer.toString(i)));
    }
    return rows;
  }

  /** Contacts 0 to count - 1, each with its rows. */
  static void fill(StorageEngine engine, int count, int rowsEach) {
    for (int i = 0; i < count; i++) {
      engine.append(rows(contact(i), rowsEach));
    }
  }

  static Record record(String partition, String key, String value) {
    return new Record(bytes(partition), bytes(key), bytes(value));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Mover mover(MovingStore store, MoveOptions options) {
    return mover(store, options, MoveWatch.NONE);
  }

  /** Pauses are none; waiting is over at once. */
  static Mover mover(MovingStore store, MoveOptions options, MoveWatch watch) {
    return new Mover(store, options, watch, duration -> Thread.onSpinWait(), System::nanoTime);
  }

  /** Begins a move of stores that nobody else can open, or goes on with it. */
  static MoveClaim claim(StorageEngine source, StorageEngine target) {
    return MoveClaim.begin(
            new MoveSide(source, "the source", false),
            new MoveSide(target, "the target", false),
            Notice.REAL)
        .orElseThrow();
  }

  /** Begins and runs a whole move. */
  static MoveReport move(StorageEngine source, StorageEngine target) {
    return mover(new MovingStore(claim(source, target)), OPTIONS).run();
  }

  /** Everything that a store holds of contacts: the digest of each. */
  static Map<ContactId, ContactDigest> digests(StorageEngine engine) {
    Map<ContactId, ContactDigest> digests = new HashMap<>();
    @Nullable ContactId after = null;
    List<ContactId> page = engine.contacts(after, 100);
    while (!page.isEmpty()) {
      page.forEach(contact -> digests.put(contact, ContactDigest.of(engine, contact)));
      page = engine.contacts(page.getLast(), 100);
    }
    return digests;
  }

  /** Every record that moves. */
  static Map<RecordKind, List<Record>> records(StorageEngine engine) {
    Map<RecordKind, List<Record>> all = new HashMap<>();
    for (RecordKind kind : RecordKind.values()) {
      try (RecordScan scan = engine.records().scan(kind)) {
        List<Record> records = new ArrayList<>();
        scan.forEachRemaining(records::add);
        records.sort(Moves::compare);
        if (kind.moves() && !records.isEmpty()) {
          all.put(kind, records);
        }
      }
    }
    return all;
  }

  private static int compare(Record a, Record b) {
    int byPartition = java.util.Arrays.compareUnsigned(a.partition(), b.partition());
    return byPartition != 0 ? byPartition : java.util.Arrays.compareUnsigned(a.key(), b.key());
  }
}
