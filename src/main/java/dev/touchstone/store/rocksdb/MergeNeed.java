package dev.touchstone.store.rocksdb;

import java.util.Arrays;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDBException;

/**
 * What a merge of all files will take, at most.
 *
 * @param room bytes that must be free on the disk: what is merged at once stays until its successor
 *     is whole
 * @param written bytes that it writes
 */
record MergeNeed(long room, long written) {
  /** The engine merges no more than this at once, but for the first level, which it takes whole. */
  private static final long PIECE_BYTES = 2 * Engine.MERGED_AT_ONCE_BYTES;

  static MergeNeed of(Engine engine) throws RocksDBException {
    long first = 0;
    long all = 0;
    long written = 0;
    for (ColumnFamilyHandle family : List.of(engine.rows(), engine.records())) {
      byte[] name = family.getName();
      int base = (int) engine.db().getLongProperty(family, "rocksdb.base-level");
      List<LiveFileMetaData> files =
          engine.db().getLiveFilesMetaData().stream()
              .filter(file -> Arrays.equals(file.columnFamilyName(), name))
              .toList();
      int last = files.stream().mapToInt(LiveFileMetaData::level).reduce(base, Math::max);
      for (LiveFileMetaData file : files) {
        all += file.size();
        first += file.level() <= base ? file.size() : 0;
        written += file.size() * passes(file.level(), base, last);
      }
    }
    return new MergeNeed(Math.min(all, first + PIECE_BYTES), written);
  }

  /** From the first level rows go to the base level at once, then from level to level. */
  private static int passes(int level, int base, int last) {
    return level == 0 ? 1 + last - base : Math.max(1, last - level);
  }
}
