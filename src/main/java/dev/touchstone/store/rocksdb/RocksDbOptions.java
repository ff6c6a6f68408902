package dev.touchstone.store.rocksdb;

/**
 * How much of the machine a store may use. None of it changes what is stored.
 *
 * @param blockCacheBytes memory for blocks, indexes and filters read from files; at least {@value
 *     #MIN_BYTES}
 * @param writeBufferBytes memory in which rows gather before they become a file; up to {@value
 *     Engine#WRITE_BUFFERS} of this size; at least {@value #MIN_BYTES}
 * @param maxOpenFiles files that the engine holds open; at least {@value #MIN_OPEN_FILES}
 * @param backgroundJobs threads that write and merge files; at least {@value #MIN_BACKGROUND_JOBS}
 * @param concurrentReads calls that may be inside the engine to read at one moment, the others
 *     wait; at least 1
 * @param queuedRows rows that may wait to be written before more are refused as overload; at least
 *     as many as one append may have
 * @param queuedBytes encoded bytes that may wait, likewise; at least {@value #MIN_QUEUED_BYTES}
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
  static final long MIN_QUEUED_BYTES = 16 << 20;
  static final int MIN_OPEN_FILES = 64;
  static final int MIN_BACKGROUND_JOBS = 2;

  /** Suits a machine with 1 GiB of memory beside the Java heap, and more. */
  public static final RocksDbOptions DEFAULTS =
      new RocksDbOptions(384 << 20, 64 << 20, 1024, 4, 64, 100_000, 64 << 20);

  /**
   * For a process that writes more than it reads: twice the memory for rows that arrive, so that
   * there are fewer and larger files, which are merged less often.
   */
  public static final RocksDbOptions IMPORTING =
      new RocksDbOptions(384 << 20, 128 << 20, 1024, 4, 64, 100_000, 64 << 20);

  public RocksDbOptions {
    atLeast("blockCacheBytes", blockCacheBytes, MIN_BYTES);
    atLeast("writeBufferBytes", writeBufferBytes, MIN_BYTES);
    atLeast("maxOpenFiles", maxOpenFiles, MIN_OPEN_FILES);
    atLeast("backgroundJobs", backgroundJobs, MIN_BACKGROUND_JOBS);
    atLeast("concurrentReads", concurrentReads, 1);
    atLeast("queuedRows", queuedRows, RocksDbStore.MAX_APPEND);
    atLeast("queuedBytes", queuedBytes, MIN_QUEUED_BYTES);
  }

  /** The same with another cache. */
  public RocksDbOptions withBlockCache(long bytes) {
    return new RocksDbOptions(
        bytes,
        writeBufferBytes,
        maxOpenFiles,
        backgroundJobs,
        concurrentReads,
        queuedRows,
        queuedBytes);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException("%s: %,d or more, not %,d".formatted(name, least, value));
    }
  }
}
