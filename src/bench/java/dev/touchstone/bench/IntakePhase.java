package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.driver.HttpLoad;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.postgres.InsertBatch;
import dev.touchstone.bench.postgres.PostgresCluster;
import dev.touchstone.bench.postgres.PostgresTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Durable intake in batches of 1,000: over HTTP, and into PostgreSQL in both of its ways. */
final class IntakePhase implements Phase {
  private static final String STORES = "main";
  private static final String US = "Touchstone over HTTP";
  private static final String BEHIND = "PostgreSQL behind the same server";
  private static final String COPY = "PostgreSQL, COPY, no HTTP";
  private static final String INSERT = "PostgreSQL, multi-row INSERT, no HTTP";
  private static final String NOTHING = "the same server reading and checking rows, storing none";

  @Override
  public String name() {
    return "intake";
  }

  @Override
  public Section run(Context context) throws Exception {
    Workspace workspace = context.workspace();
    Path constants = workspace.fresh("constants");
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        ServerProcess us = ServerProcess.touchstone(workspace, workspace.data());
        ServerProcess behind =
            ServerProcess.over(workspace, constants, "postgres", postgres.jdbcUrl());
        ServerProcess nothing = ServerProcess.over(workspace, constants, "nothing");
        ExecutorService senders = Executors.newFixedThreadPool(Plan.SENDERS)) {
      Turns turns = new Turns(context, postgres, us, behind, nothing, senders);
      turns.run(new Rounds(), new Latencies()); // warms up
      Rounds rounds = new Rounds();
      Latencies latencies = new Latencies();
      for (int round = 0; round < context.plan().rounds(); round++) {
        turns.run(rounds, latencies);
      }
      return section(context, rounds, latencies);
    }
  }

  private record Turns(
      Context context,
      PostgresCluster postgres,
      ServerProcess us,
      ServerProcess behind,
      ServerProcess nothing,
      ExecutorService senders) {

    void run(Rounds rounds, Latencies latencies) throws Exception {
      http(US, us, rounds, latencies);
      http(BEHIND, behind, rounds, latencies);
      rounds.add(COPY, copies());
      rounds.add(INSERT, inserts());
      http(NOTHING, nothing, rounds, latencies);
      context.say(
          "intake: Touchstone %,.0f, behind %,.0f, COPY %,.0f, INSERT %,.0f, nothing %,.0f rows/s"
              .formatted(
                  rounds.last(US),
                  rounds.last(BEHIND),
                  rounds.last(COPY),
                  rounds.last(INSERT),
                  rounds.last(NOTHING)));
    }

    private LoadSpec spec() {
      return context.plan().main();
    }

    private int count() {
      return context.plan().batches();
    }

    private void http(String subject, ServerProcess server, Rounds rounds, Latencies latencies)
        throws Exception {
      List<byte[]> requests =
          context.batches(spec(), STORES, count(), rows -> context.send(server, rows));
      HttpLoad.Result result = new HttpLoad(server.uri()).all(requests.iterator(), Plan.SENDERS);
      rounds.add(subject, result.perSecond() * Plan.BATCH);
      latencies.add(subject, result);
    }

    private double copies() throws Exception {
      List<byte[]> batches = context.batches(spec(), STORES, count(), PostgresTable::lines);
      return inParallel(batches, PostgresTable::copy);
    }

    private double inserts() throws Exception {
      List<InsertBatch> batches = context.batches(spec(), STORES, count(), InsertBatch::of);
      return inParallel(batches, (connection, batch) -> batch.insert(connection));
    }

    /** Rows a second of as many connections as there are senders. */
    private <T> double inParallel(List<T> batches, Send<T> send) throws Exception {
      List<Connection> connections = new ArrayList<>();
      List<Callable<Void>> work = new ArrayList<>();
      for (int sender = 0; sender < Plan.SENDERS; sender++) {
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        connections.add(connection);
        int first = sender;
        work.add(
            () -> {
              for (int i = first; i < batches.size(); i += Plan.SENDERS) {
                send.send(connection, batches.get(i));
              }
              return null;
            });
      }
      long start = System.nanoTime();
      for (Future<Void> done : senders.invokeAll(work)) {
        done.get();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      for (Connection connection : connections) {
        connection.close();
      }
      return (double) batches.size() * Plan.BATCH / seconds;
    }
  }

  /** Sends a batch in a transaction of its own. */
  private interface Send<T> {
    void send(Connection connection, T batch) throws Exception;
  }

  private static Section section(Context context, Rounds rounds, Latencies latencies) {
    String better = rounds.median(COPY) > rounds.median(INSERT) ? COPY : INSERT;
    return new Section.Builder(
            "Durable intake",
            "who",
            "rows/s, median",
            "p50 ms a batch",
            "p90 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms")
        .note(
            "%d senders, each with one batch of %,d new rows of the same contacts under way, %,d batches a turn, into the stores of the sets above. Every batch is acknowledged when it is synced. What is sent is made before the turn begins; PostgreSQL gets it ready for its columns, without HTTP and unchecked."
                .formatted(Plan.SENDERS, Plan.BATCH, context.plan().batches()))
        .row(latencies.cells(US, cell(rounds, US)))
        .row(latencies.cells(BEHIND, cell(rounds, BEHIND)))
        .row(COPY, cell(rounds, COPY), "", "", "", "", "")
        .row(INSERT, cell(rounds, INSERT), "", "", "", "", "")
        .row(latencies.cells(NOTHING, cell(rounds, NOTHING)))
        .target(
            Target.atLeast(
                "durable intake, against PostgreSQL's better way without HTTP",
                3,
                rounds.ratio(US, better),
                " ×"))
        .build(rounds);
  }

  private static String cell(Rounds rounds, String subject) {
    return Section.number(rounds.median(subject));
  }
}
