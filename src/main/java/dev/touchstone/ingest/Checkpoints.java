package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/** Remembers what was taken of blobs. Belongs to one thread. */
interface Checkpoints {
  /** What was taken of the blob; null if nothing is known. */
  @Nullable Checkpoint find(Blob blob);

  /** Remembers it; what it says must be durable by now. */
  void put(Checkpoint checkpoint);

  /** Remembers nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public @Nullable Checkpoint find(Blob blob) {
          return null;
        }

        @Override
        public void put(Checkpoint checkpoint) {}
      };
}
