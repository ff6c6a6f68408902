package dev.touchstone.ingest;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * Appends rows, again after a pause where the store says that this is right: when it is overloaded,
 * and when the outcome is unknown. A row that the unknown attempt had stored then counts as
 * repeated.
 */
record RetryingStore(InteractionStore store, Retry retry) implements RowSink {
  /**
   * @throws StoreException the last one, when the pauses are used up, the thread is interrupted, or
   *     sending again is of no use
   */
  @Override
  public List<Verdict> append(List<Interaction> rows) {
    for (Duration pause : retry.pauses()) {
      try {
        return store.append(rows);
      } catch (StoreException e) {
        if (!isWorthRepeating(e)) {
          throw e;
        }
        retry.pause().pause(pause);
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
    return store.append(rows);
  }

  private static boolean isWorthRepeating(StoreException e) {
    return switch (e) {
      case StoreException.Overloaded overloaded -> true;
      case StoreException.OutcomeUnknown unknown -> true;
      case StoreException.Unavailable unavailable -> false;
      case StoreException.Damaged damaged -> false;
    };
  }

  /** What a person is told when an import ends with this. */
  static String explain(StoreException e) {
    String what =
        switch (e) {
          case StoreException.Overloaded overloaded -> "the store stays overloaded";
          case StoreException.OutcomeUnknown unknown ->
              "the store did not say whether it has stored the last rows";
          case StoreException.Unavailable unavailable -> "the store cannot answer now";
          case StoreException.Damaged damaged -> "what is stored is damaged";
        };
    String next =
        e instanceof StoreException.Damaged
            ? "do not import into it again before it is repaired"
            : "run the import again: rows that are stored already are not stored twice";
    return "%s (%s); %s".formatted(what, e.getMessage(), next);
  }
}
