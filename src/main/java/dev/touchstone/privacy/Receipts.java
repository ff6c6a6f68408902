package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import java.util.Optional;

/** The receipts that were given, by the ids of their erasures. Thread-safe. */
final class Receipts {
  private static final byte[] KEY = {1};

  private final RecordStore records;

  Receipts(RecordStore records) {
    this.records = records;
  }

  Optional<String> get(String id) {
    return records
        .get(RecordKind.RECEIPT, id.getBytes(UTF_8), KEY)
        .map(text -> new String(text, UTF_8));
  }

  /** Keeps a receipt; if there is one of the erasure already, that one stays and is given. */
  String putIfAbsent(String id, String text) {
    Record record = new Record(id.getBytes(UTF_8), KEY, text.getBytes(UTF_8));
    return records.putIfAbsent(RecordKind.RECEIPT, record) ? text : get(id).orElse(text);
  }
}
