package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** The engine's failures in the words of the storage contract. */
final class Failures {
  private Failures() {}

  /** Of a read, or of anything before a write. */
  static StoreException ofRead(RocksDBException e) {
    return isDamage(e.getStatus())
        ? new StoreException.Damaged("the data folder is damaged: " + words(e), e)
        : new StoreException.Unavailable("the engine cannot read: " + words(e), e);
  }

  /**
   * Of a write that was begun. It may be in the log even if writing or syncing the log failed, so
   * nothing is said about its outcome.
   */
  static StoreException ofWrite(RocksDBException e) {
    return new StoreException.OutcomeUnknown("the engine failed to write: " + words(e), e);
  }

  /** The same failure for another caller, with the trace of that caller. */
  static StoreException again(StoreException e) {
    String message = words(e);
    return switch (e) {
      case StoreException.Unavailable unavailable ->
          new StoreException.Unavailable(message, unavailable);
      case StoreException.Overloaded overloaded ->
          new StoreException.Overloaded(message, overloaded);
      case StoreException.OutcomeUnknown unknown ->
          new StoreException.OutcomeUnknown(message, unknown);
      case StoreException.Damaged damaged -> new StoreException.Damaged(message, damaged);
    };
  }

  static boolean isDamage(@Nullable Status status) {
    return status != null && status.getCode() == Status.Code.Corruption;
  }

  static String words(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
