package dev.touchstone.store.rocksdb;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Opens a data folder, prints a line, and appends to a chain of records from two threads, each
 * acknowledged by a line with its position, until it is killed. Argument: folder.
 */
final class ChainingProgram {
  static final byte[] CHAIN = {1};

  private ChainingProgram() {}

  public static void main(String[] arguments) {
    RocksDbStore store = RocksDbStore.open(Path.of(arguments[0]), AppendingProgram.options());
    System.out.println(AppendingProgram.OPENED);
    for (int thread = 0; thread < 2; thread++) {
      Thread.ofPlatform().start(() -> chain(store.records()));
    }
  }

  private static void chain(RecordStore records) {
    for (int position = 0; ; position++) {
      if (records.putIfAbsent(RecordKind.LEDGER, link(position))) {
        System.out.println(position);
      }
    }
  }

  static Record link(int position) {
    byte[] key = ByteBuffer.allocate(4).putInt(position).array();
    return new Record(CHAIN, key, new byte[200]);
  }
}
