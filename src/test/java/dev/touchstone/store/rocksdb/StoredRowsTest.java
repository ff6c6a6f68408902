package dev.touchstone.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.Randoms;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StoredRowsTest {
  /** Of the longest id of a contact, the longest name of a type, a moment and the longest id. */
  private static final int LONGEST_KEY = 130 + 101 + 9 + 129;

  @TempDir private Path folder;

  @Test
  void aRowIsFoundWhateverItsSizeAndWhateverIsAskedForBesideIt() throws RocksDBException {
    Random random = Randoms.random(StoredRowsTest.class);
    Folders.open(folder).close();
    try (RocksDB db = Folders.openRaw(folder)) {
      List<byte[]> keys = new ArrayList<>();
      for (int i = 0; i < 2 * StoredRows.KEYS_AT_ONCE + 1; i++) {
        byte[] key = new byte[i % 7 == 0 ? LONGEST_KEY : 60];
        ByteBuffer.wrap(key).putInt(i);
        keys.add(key);
        if (i % 3 > 0) {
          byte[] row = new byte[i % 5 == 0 ? 100_000 : random.nextInt(500, 525)];
          random.nextBytes(row);
          db.put(key, row);
        }
      }
      StoredRows rows = new StoredRows(db);
      for (int count : new int[] {0, 1, StoredRows.KEYS_AT_ONCE, keys.size()}) {
        List<byte @Nullable []> found = rows.find(keys.subList(0, count));
        assertThat(found).hasSize(count);
        for (int i = 0; i < count; i++) {
          assertThat(found.get(i)).isEqualTo(db.get(keys.get(i)));
        }
      }
    }
  }
}
