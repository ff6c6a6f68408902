package dev.touchstone.store.cassandra;

import org.jspecify.annotations.Nullable;

/** A failure without its message, which may name values: what it was, and where it came from. */
final class WordlessException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_CAUSES = 8;

  private WordlessException(Throwable failure, @Nullable Throwable cause) {
    super(failure.getClass().getName(), cause);
    setStackTrace(failure.getStackTrace());
  }

  static WordlessException of(Throwable failure) {
    return of(failure, MAX_CAUSES);
  }

  private static WordlessException of(Throwable failure, int maxCauses) {
    Throwable cause = failure.getCause();
    return new WordlessException(
        failure, cause == null || maxCauses == 0 ? null : of(cause, maxCauses - 1));
  }
}
