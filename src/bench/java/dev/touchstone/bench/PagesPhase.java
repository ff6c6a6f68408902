package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.driver.HttpLoad;
import dev.touchstone.bench.postgres.Pgbench;
import dev.touchstone.bench.postgres.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of 50 over HTTP: Touchstone, PostgreSQL behind the same server and by itself, a constant.
 */
final class PagesPhase implements Phase {
  static final String US = "Touchstone over HTTP";
  private static final String NOTED =
      "Touchstone over HTTP, as it comes: each read noted, the usual cache";
  private static final String BEHIND = "PostgreSQL behind the same server";
  private static final String DIRECT = "PostgreSQL, pgbench -M prepared, no HTTP";
  private static final String CONSTANT = "a constant answer of the same size";
  private static final int COMPARED = 100;

  /** The rows of an answer; the token behind them is another on another server. */
  private static final Pattern ROWS = Pattern.compile("\"Data\":\"(?:[^\"\\\\]|\\\\.)*+\"");

  @Override
  public String name() {
    return "pages";
  }

  @Override
  public Section run(Context context) throws Exception {
    Workspace workspace = context.workspace();
    List<Question> questions = context.mainFiles().questions();
    Path constants = workspace.fresh("constants");
    Turns turns = new Turns(context, questions);
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        ServerProcess us =
            ServerProcess.touchstone(workspace, workspace.data(), workspace.settings(true))) {
      Files.writeString(constants.resolve("page"), medianPage(us, questions), UTF_8);
      try (ServerProcess behind =
              ServerProcess.over(workspace, constants, "postgres", postgres.jdbcUrl());
          ServerProcess constant = ServerProcess.over(workspace, constants, "nothing")) {
        requireSameRows(us, behind, questions);
        Pgbench pgbench = Pgbench.of(postgres, connection, questions, workspace.folder());
        turns.run(us, behind, constant, pgbench);
      }
    }
    try (ServerProcess noting = ServerProcess.touchstone(workspace, workspace.data())) {
      turns.runNoted(noting);
    }
    return turns.section();
  }

  private static String medianPage(ServerProcess server, List<Question> questions)
      throws IOException {
    List<String> pages =
        questions.stream()
            .limit(COMPARED)
            .map(question -> page(server, question))
            .sorted(Comparator.comparingInt(String::length))
            .toList();
    return pages.get(pages.size() / 2);
  }

  private static String page(ServerProcess server, Question question) {
    try {
      return server.post(Context.ACTION, question.page(LoadFiles.PAGE_ROWS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireSameRows(
      ServerProcess one, ServerProcess other, List<Question> questions) {
    for (Question question : questions.subList(0, Math.min(COMPARED, questions.size()))) {
      if (!rows(page(one, question)).equals(rows(page(other, question)))) {
        throw new IllegalStateException("the two stores answer differently");
      }
    }
  }

  private static String rows(String answer) {
    Matcher rows = ROWS.matcher(answer);
    if (!rows.find()) {
      throw new IllegalStateException("an answer without rows");
    }
    return rows.group();
  }

  /** The subjects take turns. */
  private static final class Turns {
    private final Context context;
    private final List<Question> questions;
    private final Rounds rounds = new Rounds();
    private final Latencies latencies = new Latencies();
    private double bytes;

    Turns(Context context, List<Question> questions) {
      this.context = context;
      this.questions = questions;
    }

    void run(ServerProcess us, ServerProcess behind, ServerProcess constant, Pgbench pgbench)
        throws IOException {
      context.warmUp(us, pages(us));
      context.warmUp(behind, pages(behind));
      context.warmUp(constant, constants(constant));
      pgbench.run(Plan.CONNECTIONS, Math.max(1, context.plan().warmUp().toSeconds()));
      long seconds = Math.max(1, context.plan().turn().toSeconds());
      for (int round = 0; round < context.plan().rounds(); round++) {
        bytes = turn(US, us, pages(us));
        turn(BEHIND, behind, pages(behind));
        rounds.add(DIRECT, pgbench.run(Plan.CONNECTIONS, seconds).perSecond());
        turn(CONSTANT, constant, constants(constant));
      }
    }

    /** The same pages, each read noted in the audit trail. */
    void runNoted(ServerProcess noting) {
      context.warmUp(noting, pages(noting));
      for (int round = 0; round < context.plan().rounds(); round++) {
        turn(NOTED, noting, pages(noting));
      }
    }

    private Iterator<byte[]> pages(ServerProcess server) {
      return context.pages(server, questions);
    }

    private Iterator<byte[]> constants(ServerProcess constant) {
      return context.endless(
          List.of(context.request(constant, "/constant/page", questions.getFirst().page(50))));
    }

    private double turn(String subject, ServerProcess server, Iterator<byte[]> requests) {
      HttpLoad.Result result =
          new HttpLoad(server.uri()).forTime(requests, Plan.CONNECTIONS, context.plan().turn());
      rounds.add(subject, result.perSecond());
      latencies.add(subject, result);
      context.say("%s: %,.0f/s".formatted(subject, result.perSecond()));
      return (double) result.bytes() / result.answers();
    }

    Section section() {
      return new Section.Builder(
              "Pages of 50",
              "who",
              "pages/s, median",
              "p50 ms",
              "p90 ms",
              "p99 ms",
              "p99.9 ms",
              "max ms")
          .note(
              "%d keep-alive connections ask for the newest 50 rows of one of %,d pairs of contact and type, drawn by chance. What is compared keeps no audit trail, which PostgreSQL has not, and has a cache of %,d MiB where PostgreSQL has a quarter of the memory, up to 6 GiB; Touchstone as it comes has a line of its own, measured afterwards. An answer has %,.0f bytes. The driver has one thread and shares the machine's processors with what it drives; so has pgbench. Each server is asked beforehand until it goes no faster. Both stores gave the same rows to the first %d questions."
                  .formatted(
                      Plan.CONNECTIONS,
                      questions.size(),
                      Workspace.CACHE_BYTES >> 20,
                      bytes,
                      Math.min(COMPARED, questions.size())))
          .row(latencies.cells(US, cell(US)))
          .row(latencies.cells(NOTED, cell(NOTED)))
          .row(latencies.cells(BEHIND, cell(BEHIND)))
          .row(DIRECT, cell(DIRECT), "", "", "", "", "")
          .row(latencies.cells(CONSTANT, cell(CONSTANT)))
          .target(
              Target.atLeast(
                  "pages, against PostgreSQL behind the same server",
                  3,
                  rounds.ratio(US, BEHIND),
                  " ×"))
          .target(
              Target.atLeast(
                  "pages, against pgbench without HTTP", 1.5, rounds.ratio(US, DIRECT), " ×"))
          .target(
              Target.atLeast(
                  "pages, against a constant answer", 0.6, rounds.ratio(US, CONSTANT), " ×"))
          .build(rounds);
    }

    private String cell(String subject) {
      return Section.number(rounds.median(subject));
    }
  }
}
