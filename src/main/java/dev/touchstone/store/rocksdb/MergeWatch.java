package dev.touchstone.store.rocksdb;

/** Hears how far a merge of all files is, and may wish that it stops. */
public interface MergeWatch {
  /** Nobody watches, and nobody stops it. */
  MergeWatch NONE =
      new MergeWatch() {
        @Override
        public void reached(long done, long total) {
          // Nobody wants to know.
        }

        @Override
        public boolean stopAsked() {
          return false;
        }
      };

  /**
   * Called several times a second.
   *
   * @param done bytes of files that were written so far
   * @param total about how many there will be; what is merged is often smaller than what it was
   */
  void reached(long done, long total);

  boolean stopAsked();
}
