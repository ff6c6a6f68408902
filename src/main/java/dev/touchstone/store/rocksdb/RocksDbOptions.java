package dev.touchstone.store.rocksdb;

/**
 * How much of the machine a store may use. None of it changes what is stored.
 *
 * @param blockCacheBytes memory for blocks, indexes and filters read from files; at least {@value
 *     #MIN_BYTES}
 * @param writeBufferBytes memory that rows gather in before they become a file; there may be a few
 *     of this size; at least {@value #MIN_BYTES}
 * @param maxOpenFiles files that the engine holds open, or -1 for all; at least {@value
 *     #MIN_OPEN_FILES}
 * @param backgroundJobs threads that write and merge files; at least 1
 * @param concurrentReads calls that may be inside the engine to read at one moment; others wait
 * @param queuedRows rows that may wait to be written before more are refused as overload; at least
 *     as many as one append may have
 * @param queuedBytes their bytes, likewise; a single append is taken however large it is
 */
public record RocksDbOptions(
    long blockCacheBytes,
    long writeBufferBytes,
    int maxOpenFiles,
    int backgroundJobs,
    int concurrentReads,
    int queuedRows,
    long queuedBytes) {
  static final long MIN_BYTES = 1 << 20;
  static final int MIN_OPEN_FILES = 64;

  /** Suits a machine with 2 GiB of memory and more. */
  public static final RocksDbOptions DEFAULTS =
      new RocksDbOptions(256L << 20, 64L << 20, 1024, 2, 64, 100_000, 128L << 20);
}
