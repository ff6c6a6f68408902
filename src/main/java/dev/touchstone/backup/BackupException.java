package dev.touchstone.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made, read or restored; the message tells the operator why. */
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean damaged;

  private BackupException(String message, boolean damaged, @Nullable Throwable cause) {
    super(message, cause);
    this.damaged = damaged;
  }

  /** What was asked for cannot be done; nothing is wrong with what is kept. */
  static BackupException refused(String message) {
    return new BackupException(message, false, null);
  }

  /** What is kept is not what was written. */
  static BackupException damaged(String message, @Nullable Throwable cause) {
    return new BackupException(message, true, cause);
  }

  /** Whether what is kept is not what was written. */
  public boolean isDamaged() {
    return damaged;
  }
}
