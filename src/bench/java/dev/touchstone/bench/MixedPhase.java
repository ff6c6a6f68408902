package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.driver.HttpLoad;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long a page takes while rows come in as fast as they can. */
final class MixedPhase implements Phase {
  private static final String REST = "at rest";
  private static final String BUSY = "while intake runs";
  private static final String PACED_REST = "at rest, a quarter of the requests";
  private static final String PACED_BUSY = "while intake runs, a quarter of the requests";

  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public Section run(Context context) throws Exception {
    Workspace workspace = context.workspace();
    List<Question> questions = context.mainFiles().questions();
    try (ServerProcess us = ServerProcess.touchstone(workspace, workspace.data());
        ExecutorService senders = Executors.newSingleThreadExecutor()) {
      HttpLoad load = new HttpLoad(us.uri());
      Iterator<byte[]> pages = context.pages(us, questions);
      context.warmUp(us, pages);
      HttpLoad.Result warm = load.forTime(pages, Plan.CONNECTIONS, context.plan().turn());
      double quarter = warm.perSecond() / 4;
      Rounds rounds = new Rounds();
      Latencies latencies = new Latencies();
      for (int round = 0; round < context.plan().rounds(); round++) {
        take(rounds, latencies, REST, load.forTime(pages, Plan.CONNECTIONS, context.plan().turn()));
        take(
            rounds,
            latencies,
            PACED_REST,
            load.atRate(pages, Plan.CONNECTIONS, quarter, context.plan().turn()));
        Sending sending = new Sending(context, us);
        Future<Double> rows = senders.submit(sending::run);
        take(rounds, latencies, BUSY, load.forTime(pages, Plan.CONNECTIONS, context.plan().turn()));
        take(
            rounds,
            latencies,
            PACED_BUSY,
            load.atRate(pages, Plan.CONNECTIONS, quarter, context.plan().turn()));
        sending.stop.set(true);
        rounds.add("rows/s meanwhile", rows.get());
        context.say(
            "p99 at rest %.2f ms, while intake runs %.2f ms (%,.0f rows/s)"
                .formatted(latencies.millisAt(REST, 99), latencies.millisAt(BUSY, 99), rows.get()));
      }
      return section(rounds, latencies);
    }
  }

  private static void take(
      Rounds rounds, Latencies latencies, String subject, HttpLoad.Result result) {
    rounds.add(subject, result.perSecond());
    latencies.add(subject, result);
  }

  /** Sends batches until it is told to stop. */
  private static final class Sending {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final HttpLoad load;
    private final List<byte[]> batches;

    /** Enough batches for any machine; they are made before the turn. */
    Sending(Context context, ServerProcess server) throws IOException {
      load = new HttpLoad(server.uri());
      batches =
          context.batches(
              context.plan().main(),
              "main",
              10 * context.plan().batches(),
              rows -> context.send(server, rows));
    }

    /** Rows a second. */
    double run() {
      Iterator<byte[]> all = batches.iterator();
      HttpLoad.Result result =
          load.all(
              new Iterator<>() {
                @Override
                public boolean hasNext() {
                  return !stop.get() && all.hasNext();
                }

                @Override
                public byte[] next() {
                  return all.next();
                }
              },
              Plan.SENDERS);
      return result.perSecond() * Plan.BATCH;
    }
  }

  private static Section section(Rounds rounds, Latencies latencies) {
    double ratio = latencies.millisAt(BUSY, 99) / latencies.millisAt(REST, 99);
    Section.Builder section =
        new Section.Builder(
                "Pages while rows come in",
                "pages",
                "pages/s, median",
                "p50 ms",
                "p90 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms")
            .note(
                "%d connections ask for pages while %d senders bring batches as fast as they are acknowledged: %,.0f rows/s. Server, driver of pages and driver of rows share the processors. The lines of a quarter of the requests keep to a rate, and count from the moment a request was due."
                    .formatted(Plan.CONNECTIONS, Plan.SENDERS, rounds.median("rows/s meanwhile")));
    for (String subject : List.of(REST, BUSY, PACED_REST, PACED_BUSY)) {
      section.row(latencies.cells(subject, Section.number(rounds.median(subject))));
    }
    return section
        .target(Target.atMost("p99 of a page while intake runs, against rest", 5, ratio, " ×"))
        .build(rounds);
  }
}
