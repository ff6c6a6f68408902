package dev.touchstone.ingest;

/** Hears how far an import has come, from the thread that runs it. */
@FunctionalInterface
public interface ImportProgress {
  /** The least number of rows between two reports, the last report excepted. */
  int ROWS_BETWEEN_REPORTS = 1_000;

  ImportProgress NONE = (bytesDone, bytesTotal, rows) -> {};

  /**
   * Called every {@value #ROWS_BETWEEN_REPORTS} rows or more, every few blobs, and once at the end.
   *
   * @param bytesDone bytes of all blobs that were read so far, packed as they are
   * @param bytesTotal bytes of all blobs to be read when they were listed; fewer than {@code
   *     bytesDone} where a blob has grown since
   * @param rows rows read so far
   * @throws ImportStoppedException if the import is to end
   */
  void report(long bytesDone, long bytesTotal, long rows);
}
