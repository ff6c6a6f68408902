package dev.touchstone.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.HyperClockCache;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open engine and the native objects that must live as long as it does. Thread-safe, but no
 * call may be under way when it is closed: see {@link Gate}.
 */
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Write buffers that may exist at one moment: one that fills while others become files. */
  static final int WRITE_BUFFERS = 3;

  /**
   * The first bytes of a key that a file's filter knows, beside whole keys: all of a contact that
   * is a GUID.
   */
  static final int PREFIX_BYTES = 17;

  /**
   * After how many days a file is rewritten, so that nothing removed lies in it for ever. The files
   * of an erased contact are rewritten at once: see {@link Shredder}.
   */
  static final int REWRITE_DAYS = 30;

  /** A page is in two or three of them, which are unpacked where they are not in the cache. */
  private static final int BLOCK_BYTES = 8 << 10;

  private static final int ENTRIES_OF_ANY_SIZE = 0;
  private static final int SHARDS_BY_SIZE = -1;
  private static final int FILTER_BITS_PER_KEY = 10;
  private static final double MEMORY_FILTER_RATIO = 0.05;
  private static final int TABLE_FORMAT = 6;
  private static final int ZSTD_LEVEL = 3;
  private static final int DICTIONARY_BYTES = 64 << 10;

  /** How much of a file a dictionary is trained on: 100 times its size, as zstd advises. */
  private static final int TRAINING_BYTES = 100 * DICTIONARY_BYTES;

  private static final byte[] RECORDS_FAMILY = "records".getBytes(UTF_8);
  private static final long RECORD_BUFFER_BYTES = 4 << 20;
  private static final long FILE_BYTES = 64 << 20;

  /** How much of one level is merged into the next at once, the files of both together. */
  static final long MERGED_AT_ONCE_BYTES = 25 * FILE_BYTES;

  private static final long MAX_LOG_FILE_BYTES = 4 << 20;
  private static final int MAX_LOG_FILES = 4;
  private static final long BYTES_PER_SYNC = 1 << 20;

  private final Deque<AutoCloseable> natives = new ArrayDeque<>();
  private final EngineFaults faults;
  private final HyperClockCache cache;
  private final RocksDB db;
  private final ColumnFamilyHandle records;

  private Engine(Path folder, RocksDbOptions options) throws RocksDBException {
    faults = kept(new EngineFaults());
    cache = kept(cacheOf(options.blockCacheBytes()));
    // Both families are the database's own, which closes them with itself.
    List<ColumnFamilyHandle> families = new ArrayList<>();
    db =
        kept(
            RocksDB.open(
                databaseOptions(options),
                folder.toString(),
                List.of(
                    new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, rowOptions(options)),
                    new ColumnFamilyDescriptor(RECORDS_FAMILY, recordOptions())),
                families));
    records = families.getLast();
  }

  /**
   * Readers do not wait for each other, as they do for the lock of a list of what was used last.
   */
  private static HyperClockCache cacheOf(long bytes) {
    return new HyperClockCache(bytes, ENTRIES_OF_ANY_SIZE, SHARDS_BY_SIZE, false);
  }

  /**
   * Opens the engine's files, and makes them where there are none.
   *
   * @throws DataFolderException if that cannot be
   */
  static Engine open(DataFolder folder, RocksDbOptions options) {
    RocksDB.loadLibrary();
    try {
      return new Engine(folder.engineFolder(), options);
    } catch (RocksDBException e) {
      throw new DataFolderException(
          "data folder %s cannot be opened: %s".formatted(folder.path(), Failures.words(e)), e);
    }
  }

  RocksDB db() {
    return db;
  }

  /** Where interactions are. */
  ColumnFamilyHandle rows() {
    return db.getDefaultColumnFamily();
  }

  /** Where records are. */
  ColumnFamilyHandle records() {
    return records;
  }

  EngineFaults faults() {
    return faults;
  }

  /** Writes what is only in memory and in the log into files, and lets go of the log. */
  void flush() throws RocksDBException {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      flush(options);
    }
  }

  private void flush(FlushOptions options) throws RocksDBException {
    // One log serves both: it stays as long as either has something in it that is not in files.
    db.flush(options, List.of(rows(), records));
  }

  /**
   * Leaves no log, so that whoever opens the files next need not read it again. Where that fails
   * nothing is lost: then the log stays, and is read.
   */
  void flushBeforeClosing() {
    try (FlushOptions atOnce = new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true)) {
      flush(atOnce);
    } catch (RocksDBException e) {
      Status status = e.getStatus();
      LOG.warn(
          "The engine's log could not be emptied, so it is read at the next start: {}",
          status == null ? "no reason is known" : status.getCodeString());
    }
  }

  @Override
  public void close() {
    while (!natives.isEmpty()) {
      close(natives.pop());
    }
  }

  private static void close(AutoCloseable object) {
    try {
      object.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T extends AutoCloseable> T kept(T object) {
    natives.push(object);
    return object;
  }

  private DBOptions databaseOptions(RocksDbOptions options) {
    DBOptions database = kept(unlistedOptions());
    database
        .setCreateIfMissing(true)
        // Folders made before there were records get the family when they are opened.
        .setCreateMissingColumnFamilies(true)
        .setMaxOpenFiles(options.maxOpenFiles())
        .setMaxBackgroundJobs(options.backgroundJobs())
        .setBytesPerSync(BYTES_PER_SYNC)
        // Records are few and would keep a log of many rows for long.
        .setMaxTotalWalSize(WRITE_BUFFERS * options.writeBufferBytes())
        // What was synced is whole; an unfinished group at the end of the log was never
        // acknowledged.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        // Below this level the engine's own log would name keys, which hold contact ids.
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MAX_LOG_FILE_BYTES)
        .setKeepLogFileNum(MAX_LOG_FILES)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
    database.setListeners(List.of(faults));
    return database;
  }

  /** The list of files is written anew at each change: see {@link Shredder}. */
  private static DBOptions unlistedOptions() {
    Properties unlisted = new Properties();
    unlisted.setProperty("max_manifest_file_size", "1");
    unlisted.setProperty("max_manifest_space_amp_pct", "0");
    return requireNonNull(DBOptions.getDBOptionsFromProps(unlisted));
  }

  private ColumnFamilyOptions rowOptions(RocksDbOptions options) {
    CompressionOptions dictionary =
        kept(new CompressionOptions())
            .setEnabled(true)
            .setLevel(ZSTD_LEVEL)
            .setMaxDictBytes(DICTIONARY_BYTES)
            .setZStdMaxTrainBytes(TRAINING_BYTES);
    return commonOptions()
        .setWriteBufferSize(options.writeBufferBytes())
        .setMaxWriteBufferNumber(WRITE_BUFFERS)
        .setTargetFileSizeBase(FILE_BYTES)
        .setMaxCompactionBytes(MERGED_AT_ONCE_BYTES)
        .setBottommostCompressionOptions(dictionary)
        .useCappedPrefixExtractor(PREFIX_BYTES)
        // Nearly every row that arrives is new, and must be looked for all the same.
        .setMemtablePrefixBloomSizeRatio(MEMORY_FILTER_RATIO)
        .setMemtableWholeKeyFiltering(true)
        .setTableFormatConfig(blockOptions());
  }

  private ColumnFamilyOptions recordOptions() {
    return commonOptions()
        .setWriteBufferSize(RECORD_BUFFER_BYTES)
        .setTableFormatConfig(blockOptions());
  }

  private ColumnFamilyOptions commonOptions() {
    return kept(new ColumnFamilyOptions())
        .setPeriodicCompactionSeconds(TimeUnit.DAYS.toSeconds(REWRITE_DAYS))
        .setLevelCompactionDynamicLevelBytes(true)
        // What is merged again soon is packed quickly; what stays, in the last level, closely.
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
  }

  private BlockBasedTableConfig blockOptions() {
    return new BlockBasedTableConfig()
        .setFormatVersion(TABLE_FORMAT)
        .setBlockSize(BLOCK_BYTES)
        .setBlockCache(cache)
        .setFilterPolicy(kept(new BloomFilter(FILTER_BITS_PER_KEY)))
        .setWholeKeyFiltering(true)
        // Indexes and filters count as part of the block cache, so memory stays bounded.
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setCacheIndexAndFilterBlocks(true)
        .setPinTopLevelIndexAndFilter(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }
}
