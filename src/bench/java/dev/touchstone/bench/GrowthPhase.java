package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.driver.HttpLoad;
import dev.touchstone.bench.load.LoadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What becomes of pages and intake when a store grows, and what memory it takes then. */
final class GrowthPhase implements Phase {
  static final String LARGE = "large";
  private static final String SMALL = "small";
  private static final String PAGES = "pages of ";
  private static final String INTAKE = "intake of ";

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Section run(Context context) throws Exception {
    Plan plan = context.plan();
    Store small = store(context, SMALL, plan.small());
    Store large = store(context, LARGE, plan.large());
    Rounds rounds = new Rounds();
    Latencies latencies = new Latencies();
    try (ServerProcess ofSmall = ServerProcess.touchstone(context.workspace(), small.data());
        ServerProcess ofLarge = ServerProcess.touchstone(context.workspace(), large.data())) {
      context.warmUp(ofSmall, context.pages(ofSmall, small.questions()));
      context.warmUp(ofLarge, context.pages(ofLarge, large.questions()));
      for (int round = 0; round < plan.rounds(); round++) {
        pages(context, small, ofSmall, rounds, latencies);
        pages(context, large, ofLarge, rounds, latencies);
      }
      for (int round = -1; round < plan.rounds(); round++) {
        Rounds counted = round < 0 ? new Rounds() : rounds; // the first one warms up
        Latencies latency = round < 0 ? new Latencies() : latencies;
        intake(context, small, ofSmall, counted, latency);
        intake(context, large, ofLarge, counted, latency);
      }
      double resident = ofLarge.memory("VmHWM") / (double) (1 << 20);
      rounds.add("MiB resident at most", resident);
      return section(context, rounds, latencies, resident);
    }
  }

  /** Fills both stores, if that was not done before. */
  static void fill(Context context) throws IOException {
    store(context, SMALL, context.plan().small());
    store(context, LARGE, context.plan().large());
  }

  /** A data folder and what is asked of it. */
  private record Store(String name, Path data, LoadSpec spec, List<Question> questions) {}

  /** Filled once, and used again as long as the rows are to be the same. */
  private static Store store(Context context, String name, LoadSpec spec) throws IOException {
    Path data = context.workspace().growth(name);
    Path questions =
        context
            .workspace()
            .folder()
            .resolve("growth-%s-%d-%d".formatted(name, spec.rows(), spec.seed()));
    if (!Files.exists(questions)) {
      Folders.delete(data);
      long start = System.nanoTime();
      DirectLoad.run(spec, data, questions, context.progress());
      context.say(
          "%s: %,d rows in %d s"
              .formatted(name, spec.rows(), (System.nanoTime() - start) / 1_000_000_000));
    }
    return new Store(name, data, spec, Questions.read(questions));
  }

  private static void pages(
      Context context, Store store, ServerProcess server, Rounds rounds, Latencies latencies) {
    HttpLoad.Result result =
        new HttpLoad(server.uri())
            .forTime(
                context.pages(server, store.questions()), Plan.CONNECTIONS, context.plan().turn());
    rounds.add(PAGES + store.name(), result.millisAt(50));
    latencies.add(PAGES + store.name(), result);
    context.say("%s: p50 of a page %.2f ms".formatted(store.name(), result.millisAt(50)));
  }

  private static void intake(
      Context context, Store store, ServerProcess server, Rounds rounds, Latencies latencies)
      throws IOException {
    List<byte[]> requests =
        context.batches(
            store.spec(),
            store.name(),
            context.plan().batches(),
            rows -> context.send(server, rows));
    HttpLoad.Result result = new HttpLoad(server.uri()).all(requests.iterator(), Plan.SENDERS);
    rounds.add(INTAKE + store.name(), result.millisAt(50));
    latencies.add(INTAKE + store.name(), result);
    context.say("%s: p50 of a batch %.2f ms".formatted(store.name(), result.millisAt(50)));
  }

  private static Section section(
      Context context, Rounds rounds, Latencies latencies, double resident) {
    Plan plan = context.plan();
    Section.Builder section =
        new Section.Builder(
                "Growth and memory", "what", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms")
            .note(
                "Two servers, one over %,d rows (small) and one over %,d (large), take turns; both were filled through the store. %d connections for pages, %d senders of batches of %,d rows."
                    .formatted(
                        plan.smallRows(),
                        plan.largeRows(),
                        Plan.CONNECTIONS,
                        Plan.SENDERS,
                        Plan.BATCH));
    for (String what : List.of(PAGES, INTAKE)) {
      section.row(latencies.cells(what + SMALL)).row(latencies.cells(what + LARGE));
    }
    return section
        .note("The large server's process was resident with %,.0f MiB at most.".formatted(resident))
        .target(
            Target.atMost(
                "p50 of a page, large against small",
                1.3,
                rounds.ratio(PAGES + LARGE, PAGES + SMALL),
                " ×"))
        .target(
            Target.atMost(
                "p50 of a batch of intake, large against small",
                1.3,
                rounds.ratio(INTAKE + LARGE, INTAKE + SMALL),
                " ×"))
        .target(Target.atMost("resident memory under load, large", 1_024, resident, " MiB"))
        .build(rounds);
  }
}
