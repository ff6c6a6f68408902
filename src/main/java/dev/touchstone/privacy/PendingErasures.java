package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import java.util.ArrayList;
import java.util.List;

/** The erasures that were begun and are not complete. Thread-safe. */
final class PendingErasures {
  private static final byte[] KEY = {1};

  private final RecordStore records;

  PendingErasures(RecordStore records) {
    this.records = records;
  }

  void put(PendingErasure erasure) {
    records.put(RecordKind.ERASURE, List.of(record(erasure)));
  }

  /** Keeps what was counted, unless another process has counted already. */
  PendingErasure putCounts(PendingErasure before, PendingErasure counted) {
    if (records.replace(RecordKind.ERASURE, record(before), counted.encode())) {
      return counted;
    }
    return records
        .get(RecordKind.ERASURE, before.id().getBytes(UTF_8), KEY)
        .map(PendingErasure::decode)
        .filter(present -> present.counts() != null)
        .orElse(counted);
  }

  private static Record record(PendingErasure erasure) {
    return new Record(erasure.id().getBytes(UTF_8), KEY, erasure.encode());
  }

  List<PendingErasure> all() {
    List<PendingErasure> all = new ArrayList<>();
    try (RecordScan scan = records.scan(RecordKind.ERASURE)) {
      scan.forEachRemaining(record -> all.add(PendingErasure.decode(record.value())));
    }
    return all;
  }

  /** Whether a contact is being erased. */
  boolean concerns(ContactId contact) {
    return all().stream().anyMatch(it -> it.contacts().contains(contact));
  }

  /** Removes an erasure, and its bytes, which name the contacts. */
  List<Erasure.Residue> erase(String id) {
    return records.erase(RecordKind.ERASURE, id.getBytes(UTF_8));
  }
}
