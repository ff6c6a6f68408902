package dev.touchstone.store;

import org.slf4j.Logger;

/**
 * Tells a log of failures of a store. A refusal that was foreseen says everything in its message,
 * and may come with every request for as long as it lasts, as while a store is moved: it is one
 * line. A fault comes with its trace.
 */
public final class FailureLog {
  private FailureLog() {}

  /**
   * Logs a failure.
   *
   * @param what failed, without personal data
   */
  public static void log(Logger log, String what, StoreException failure) {
    if (isForeseen(failure)) {
      log.warn("{}: {}", what, failure.getMessage());
    } else {
      log.error(what, failure);
    }
  }

  /**
   * Whether the store refused in words of its own: it is moved, has too much to do, or its nodes do
   * not answer. Damage never is, nor what something beneath the store threw, such as an error of a
   * disk: that is known by its cause, so whoever tells of a fault gives one.
   */
  static boolean isForeseen(StoreException failure) {
    return switch (failure) {
      case StoreException.Overloaded overloaded -> true;
      case StoreException.Damaged damaged -> false;
      case StoreException.Unavailable unavailable -> isWithoutCause(unavailable);
      case StoreException.OutcomeUnknown unknown -> isWithoutCause(unknown);
    };
  }

  /** A cause that is a failure of the store itself is the same one, told to another caller. */
  private static boolean isWithoutCause(StoreException failure) {
    Throwable cause = failure.getCause();
    return cause == null || (cause instanceof StoreException same && isForeseen(same));
  }
}
