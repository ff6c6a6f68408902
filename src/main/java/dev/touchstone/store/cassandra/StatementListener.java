package dev.touchstone.store.cassandra;

import java.time.Duration;

/** Hears of every statement that was answered or given up, from threads of the driver; quick. */
@FunctionalInterface
public interface StatementListener {
  StatementListener NONE = (statement, outcome, elapsed) -> {};

  /** How a statement ended. */
  enum Outcome {
    ANSWERED,
    FAILED,
    /** It failed, and is sent again. */
    RETRIED
  }

  /**
   * Called once for each time that a statement was sent.
   *
   * @param statement its name, one of about twenty
   * @param elapsed since it was sent
   */
  void ended(String statement, Outcome outcome, Duration elapsed);
}
