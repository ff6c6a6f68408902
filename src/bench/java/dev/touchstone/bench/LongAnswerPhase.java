package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.driver.HttpLoad;
import dev.touchstone.bench.postgres.PostgresCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The whole history of the contact that has the longest, in one answer. */
final class LongAnswerPhase implements Phase {
  private static final String US = "Touchstone";
  private static final String BEHIND = "PostgreSQL behind the same server";
  private static final String CONSTANT = "a constant body of that size";
  private static final int ANSWERS = 3;

  @Override
  public String name() {
    return "long";
  }

  @Override
  public Section run(Context context) throws Exception {
    Workspace workspace = context.workspace();
    Question question = new Question(context.plan().main().longestHistory().value(), "EmailOpened");
    Path constants = workspace.fresh("constants");
    Rounds rounds = new Rounds();
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        ServerProcess us = ServerProcess.touchstone(workspace, workspace.data())) {
      String answer = us.post(Context.ACTION, question.everything());
      Files.writeString(constants.resolve("long"), answer, UTF_8);
      try (ServerProcess behind =
              ServerProcess.over(workspace, constants, "postgres", postgres.jdbcUrl());
          ServerProcess constant = ServerProcess.over(workspace, constants, "nothing")) {
        warmUp(context, us, Context.ACTION, question);
        warmUp(context, behind, Context.ACTION, question);
        warmUp(context, constant, "/constant/long", question);
        for (int round = 0; round < context.plan().rounds(); round++) {
          turn(context, rounds, US, us, Context.ACTION, question);
          turn(context, rounds, BEHIND, behind, Context.ACTION, question);
          turn(context, rounds, CONSTANT, constant, "/constant/long", question);
        }
      }
      return section(answer, rounds);
    }
  }

  private static void warmUp(
      Context context, ServerProcess server, String path, Question question) {
    Iterator<byte[]> requests =
        context.endless(List.of(context.request(server, path, question.everything())));
    new HttpLoad(server.uri()).forTime(requests, 1, context.plan().warmUp());
  }

  private static void turn(
      Context context,
      Rounds rounds,
      String subject,
      ServerProcess server,
      String path,
      Question question) {
    byte[] request = context.request(server, path, question.everything());
    HttpLoad.Result result =
        new HttpLoad(server.uri()).all(Collections.nCopies(ANSWERS, request).iterator(), 1);
    rounds.add(subject, result.bytesPerSecond() / 1e6);
    context.say("%s: %,.0f MB/s".formatted(subject, result.bytesPerSecond() / 1e6));
  }

  private static Section section(String answer, Rounds rounds) {
    int rows = answer.split("\\\\\"InteractionId\\\\\"", -1).length - 1;
    Section.Builder section =
        new Section.Builder("An answer without Top", "who", "MB/s, median", "rows/s")
            .note(
                "One connection asks for all %,d rows of one contact and type, %,d bytes, %d times a turn."
                    .formatted(rows, answer.length(), ANSWERS));
    for (String subject : rounds.values().keySet()) {
      double megabytes = rounds.median(subject);
      section.row(
          subject,
          Section.number(megabytes),
          Section.number(megabytes * 1e6 / answer.length() * rows));
    }
    return section
        .target(
            Target.atLeast(
                "the answer without Top, against a constant body",
                0.5,
                rounds.ratio(US, CONSTANT),
                " ×"))
        .build(rounds);
  }
}
