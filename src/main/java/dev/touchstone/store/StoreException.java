package dev.touchstone.store;

import org.jspecify.annotations.Nullable;

/** A failure of an engine, told apart by what the caller can do. Messages hold no personal data. */
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The store cannot answer now; nothing was changed. Try again later. */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The store has more to do than it can; nothing was changed. Send less, or again after a while.
   */
  public static final class Overloaded extends StoreException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The change may have happened in full, in part or not at all. Send it again: that is always
   * right.
   */
  public static final class OutcomeUnknown extends StoreException {
    private static final long serialVersionUID = 1L;

    public OutcomeUnknown(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What is stored cannot be read as it should be. Stop, and tell a person. */
  public static final class Damaged extends StoreException {
    private static final long serialVersionUID = 1L;

    public Damaged(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
