package dev.touchstone.bench;

import dev.touchstone.bench.load.LoadSpec;
import java.time.Duration;

/**
 * How much is measured.
 *
 * @param rows of the main set
 * @param smallRows and largeRows: the sets between which growth is measured
 * @param rounds how often each subject has its turn
 * @param turn how long a turn of pages takes
 * @param batches how many batches a turn of intake has
 */
record Plan(
    long rows, long smallRows, long largeRows, long seed, int rounds, Duration turn, int batches) {
  /** Keep-alive connections that ask for pages. */
  static final int CONNECTIONS = 32;

  /** Senders of rows at a time. */
  static final int SENDERS = 4;

  static final int BATCH = 1_000;

  /** As they are said on the command line. */
  String arguments() {
    return "--rows %d --small-rows %d --large-rows %d --seed %d --rounds %d --seconds %d --batches %d"
        .formatted(rows, smallRows, largeRows, seed, rounds, turn.toSeconds(), batches);
  }

  LoadSpec main() {
    return LoadSpec.of(rows, seed);
  }

  LoadSpec small() {
    return LoadSpec.of(smallRows, seed);
  }

  LoadSpec large() {
    return LoadSpec.of(largeRows, seed);
  }

  Duration warmUp() {
    return turn.multipliedBy(3);
  }
}
