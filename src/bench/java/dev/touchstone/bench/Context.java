package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.driver.HttpLoad;
import dev.touchstone.bench.driver.Requests;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.bench.load.RowForms;
import dev.touchstone.interaction.Interaction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** What every phase needs. */
record Context(Plan plan, Workspace workspace, Progress progress) {
  static final String ACTION = "/api/data/v9.0/msdyncrm_LoadInteractionsPublic";
  static final String INTAKE = "/v1/interactions";
  private static final int MOST_WARM_UPS = 24;
  private static final double FASTER = 1.02;

  /** After so many turns that were no faster a server is warm. */
  private static final int RESTING = 3;

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  void say(String what) {
    progress.say(what);
  }

  LoadFiles mainFiles() throws IOException {
    return LoadFiles.of(workspace.loads(), plan.main(), progress);
  }

  /** Requests for pages, in an order of chance and without an end. */
  Iterator<byte[]> pages(ServerProcess server, List<Question> questions) {
    return endless(
        questions.stream()
            .map(it -> request(server, ACTION, it.page(LoadFiles.PAGE_ROWS)))
            .toList());
  }

  /**
   * Asks until it goes no faster: then the JIT compilers and the caches of all who take part have
   * come to rest, which takes one server longer than another.
   */
  void warmUp(ServerProcess server, Iterator<byte[]> requests) {
    HttpLoad load = new HttpLoad(server.uri());
    double best = load.forTime(requests, Plan.CONNECTIONS, plan.warmUp()).perSecond();
    int noFaster = 0;
    for (int turn = 0; turn < MOST_WARM_UPS && noFaster < RESTING; turn++) {
      double speed = load.forTime(requests, Plan.CONNECTIONS, plan.turn()).perSecond();
      noFaster = speed < best * FASTER ? noFaster + 1 : 0;
      best = Math.max(best, speed);
    }
  }

  byte[] request(ServerProcess server, String path, byte[] body) {
    return Requests.post(server.uri(), path, server.key(), JSON, body);
  }

  Iterator<byte[]> endless(List<byte[]> requests) {
    Random random = new Random(plan.seed());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public byte[] next() {
        return requests.get(random.nextInt(requests.size()));
      }
    };
  }

  /**
   * Batches of rows that no store has yet, made into something that can be sent.
   *
   * @param stores whose rows are counted on
   */
  <T> List<T> batches(LoadSpec spec, String stores, int count, Function<List<Interaction>, T> form)
      throws IOException {
    LoadSpec later = spec.later((long) count * Plan.BATCH, workspace.nextPart(stores));
    List<T> batches = new ArrayList<>();
    LoadWriter.batches(later, Plan.BATCH).forEachRemaining(rows -> batches.add(form.apply(rows)));
    return batches;
  }

  /** A request that sends rows as NDJSON. */
  byte[] send(ServerProcess server, List<Interaction> rows) {
    StringBuilder lines = new StringBuilder(600 * rows.size());
    rows.forEach(row -> RowForms.appendJson(lines, row));
    return Requests.post(
        server.uri(), INTAKE, server.key(), LINES, lines.toString().getBytes(UTF_8));
  }
}
