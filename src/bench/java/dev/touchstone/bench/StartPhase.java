package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import java.nio.file.Files;
import java.nio.file.Path;

/** From the start of the command to the answer that the server is ready. */
final class StartPhase implements Phase {
  private static final String EMPTY = "an empty data folder";
  private static final String LARGE = "the large set";
  private static final int STARTS = 11;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Section run(Context context) throws Exception {
    Rounds rounds = new Rounds();
    Path large = context.workspace().growth(GrowthPhase.LARGE);
    if (!Files.exists(large)) {
      throw new IllegalStateException("the large set is not there: run the phase growth first");
    }
    for (int start = -1; start < STARTS; start++) {
      Rounds counted = start < 0 ? new Rounds() : rounds; // the first one reads files
      counted.add(EMPTY, start(context, context.workspace().fresh("empty")));
      counted.add(LARGE, start(context, large));
    }
    return new Section.Builder("Start", "over", "ms, median")
        .note(
            "%d starts of ./touchstone serve each, in turns, from the start of the command to the answer of /health/ready, the files in the system's cache."
                .formatted(STARTS))
        .row(EMPTY, Section.number(1e3 * rounds.median(EMPTY)))
        .row(LARGE, Section.number(1e3 * rounds.median(LARGE)))
        .target(Target.atMost("start on the large set", 1_000, 1e3 * rounds.median(LARGE), " ms"))
        .target(Target.atMost("start on an empty one", 500, 1e3 * rounds.median(EMPTY), " ms"))
        .build(rounds);
  }

  private static double start(Context context, Path data) throws Exception {
    try (ServerProcess server = ServerProcess.touchstone(context.workspace(), data)) {
      return server.startSeconds();
    }
  }
}
