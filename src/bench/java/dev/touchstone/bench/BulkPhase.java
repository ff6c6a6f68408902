package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.postgres.PostgresCluster;
import dev.touchstone.bench.postgres.PostgresExport;
import dev.touchstone.bench.postgres.PostgresTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/**
 * Fills empty stores from the same container, in turns, and by that measures the import. What was
 * filled last stays for the other phases.
 */
final class BulkPhase implements Phase {
  private static final String IMPORT = "touchstone import";
  private static final String SAME = "PostgreSQL, COPY of the same CSV and INSERT from there";
  private static final String LINES = "PostgreSQL, COPY of lines made for its table beforehand";

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public Section run(Context context) throws Exception {
    Rounds rounds = new Rounds();
    try (PostgresCluster postgres = PostgresCluster.start(context.workspace().postgres());
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      for (int round = 0; round < context.plan().rounds(); round++) {
        round(context, connection, rounds);
      }
      PostgresTable.settle(connection);
    }
    return section(context, rounds);
  }

  private static void round(Context context, Connection connection, Rounds rounds)
      throws Exception {
    Workspace workspace = context.workspace();
    LoadFiles files = context.mainFiles();
    Folders.delete(workspace.data());
    turn(
        context,
        rounds,
        IMPORT,
        () -> Program.runImport(workspace, files.container(), workspace.data()));
    PostgresExport.create(connection);
    turn(
        context,
        rounds,
        SAME,
        () -> seconds(() -> PostgresExport.load(connection, files.container())));
    PostgresExport.drop(connection);
    PostgresTable.create(connection);
    turn(
        context,
        rounds,
        LINES,
        () -> seconds(() -> PostgresTable.copyFile(connection, files.lines().toString())));
  }

  /** What the one wrote is on the disk before the other begins. */
  private static void turn(Context context, Rounds rounds, String subject, Callable<Double> seconds)
      throws Exception {
    new ProcessBuilder("sync").inheritIO().start().waitFor();
    rounds.add(subject, context.plan().rows() / seconds.call());
    context.say("%s: %,.0f rows/s".formatted(subject, rounds.last(subject)));
  }

  /** Something of PostgreSQL that takes its time. */
  private interface Statements {
    void run() throws SQLException, IOException;
  }

  private static double seconds(Statements statements) throws SQLException, IOException {
    long start = System.nanoTime();
    statements.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static Section section(Context context, Rounds rounds) {
    return new Section.Builder("Bulk import", "what", "rows/s, median")
        .note(
            "A container of %,d rows is imported into an empty store, %d times in turns."
                .formatted(context.plan().rows(), context.plan().rounds()))
        .note(
            "Touchstone reads the export's CSV, checks every row, and is a command from its start"
                + " to its end. PostgreSQL is given the same files: COPY into a table of a type's"
                + " columns that is not logged, then one INSERT for each type, which makes keys and"
                + " the JSON of the rest. And, as what it can reach at best, lines that were made"
                + " for its table beforehand, one file for all. It checks nothing in either.")
        .row(IMPORT, Section.number(rounds.median(IMPORT)))
        .row(SAME, Section.number(rounds.median(SAME)))
        .row(LINES, Section.number(rounds.median(LINES)))
        .target(
            Target.atLeast(
                "bulk import, against COPY of the same CSV into the same table",
                6,
                rounds.ratio(IMPORT, SAME),
                " ×"))
        .target(
            Target.atLeast(
                "bulk import, against COPY of lines made beforehand",
                6,
                rounds.ratio(IMPORT, LINES),
                " ×"))
        .build(rounds);
  }
}
