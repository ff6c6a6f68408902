package dev.touchstone.bench;

import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.postgres.PostgresCluster;
import dev.touchstone.bench.postgres.PostgresTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;

/** Fills both stores, slice by slice in turns, and by that measures the import. */
final class BulkPhase implements Phase {
  private static final String IMPORT = "touchstone import";
  private static final String COPY = "PostgreSQL COPY";

  @Override
  public String name() {
    return "bulk";
  }

  @Override
  public Section run(Context context) throws Exception {
    LoadFiles files = context.mainFiles();
    Workspace workspace = context.workspace();
    Folders.delete(workspace.data());
    Rounds rounds = new Rounds();
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      PostgresTable.create(connection);
      for (int slice = 0; slice < context.plan().slices(); slice++) {
        sync();
        double ours = Program.runImport(workspace, files.container(slice), workspace.data());
        rounds.add(IMPORT, files.rowsOf(slice) / ours);
        sync();
        long start = System.nanoTime();
        PostgresTable.copyFile(connection, files.lines(slice).toString());
        rounds.add(COPY, files.rowsOf(slice) * 1e9 / (System.nanoTime() - start));
        context.say(
            "slice %d: import %,.0f rows/s, COPY %,.0f rows/s"
                .formatted(slice + 1, rounds.last(IMPORT), rounds.last(COPY)));
      }
      PostgresTable.settle(connection);
    }
    return section(context, rounds);
  }

  private static Section section(Context context, Rounds rounds) {
    double ratio = rounds.ratio(IMPORT, COPY);
    return new Section.Builder("Bulk import", "what", "rows/s, median", "of all rows at once")
        .note(
            "%,d rows in %d slices in the order of time, imported in turns into the same growing stores."
                .formatted(context.plan().rows(), context.plan().slices()))
        .note(
            "Touchstone reads the export's CSV, checks every row and is a command from its start to"
                + " its end. PostgreSQL reads the same rows from a file beside the server, made for"
                + " its table beforehand in its own text form, and checks nothing; its COPY of the"
                + " export's own CSV would need a second statement that converts it.")
        .row(IMPORT, Section.number(rounds.median(IMPORT)), Section.number(rounds.total(IMPORT)))
        .row(COPY, Section.number(rounds.median(COPY)), Section.number(rounds.total(COPY)))
        .target(Target.atLeast("bulk import against COPY", 6, ratio, " ×"))
        .build(rounds);
  }

  /** What the one wrote is on the disk before the other begins. */
  private static void sync() throws IOException, InterruptedException {
    new ProcessBuilder("sync").inheritIO().start().waitFor();
  }
}
