package dev.touchstone.bench.postgres;

import dev.touchstone.bench.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's own benchmark program, asking for pages. It has no texts of its own to choose from,
 * so the questions stand in a table, and each statement looks its contact and type up by number.
 */
public final class Pgbench {
  private static final Pattern PER_SECOND = Pattern.compile("(?m)^tps = ([0-9.]+)");
  private static final Pattern LATENCY = Pattern.compile("(?m)^latency average = ([0-9.]+) ms");
  private static final String SCRIPT =
      """
      \\set n random(1, :questions)
      SELECT i.at, i.id, i.version, i.row FROM interaction i
      WHERE i.contact = (SELECT contact FROM question WHERE n = :n)
        AND i.type = (SELECT type FROM question WHERE n = :n)
      ORDER BY i.at DESC, i.id LIMIT 50;
      """;

  private final PostgresCluster cluster;
  private final Path script;
  private final int questions;

  private Pgbench(PostgresCluster cluster, Path script, int questions) {
    this.cluster = cluster;
    this.script = script;
    this.questions = questions;
  }

  /** What it says of a run. */
  public record Result(double perSecond, double averageMillis) {}

  /** Writes the questions into their table. */
  public static Pgbench of(
      PostgresCluster cluster, Connection connection, List<Question> questions, Path folder)
      throws SQLException, IOException {
    PostgresTable.execute(
        connection,
        "DROP TABLE IF EXISTS question;CREATE TABLE question (n int PRIMARY KEY, contact uuid NOT"
            + " NULL, type text NOT NULL)");
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO question VALUES (?, ?, ?)")) {
      int n = 0;
      for (Question question : questions) {
        insert.setInt(1, ++n);
        insert.setObject(2, UUID.fromString(question.contact()));
        insert.setString(3, question.type());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    PostgresTable.execute(connection, "ANALYZE question");
    Path script = folder.toAbsolutePath().resolve("page.sql");
    Files.writeString(script, SCRIPT);
    return new Pgbench(cluster, script, questions.size());
  }

  public Result run(int connections, long seconds) throws IOException {
    String said =
        cluster.client(
            "pgbench",
            "--protocol=prepared",
            "--no-vacuum",
            "--client=" + connections,
            "--jobs=1",
            "--define=questions=" + questions,
            "--time=" + seconds,
            "--file=" + script);
    return new Result(number(PER_SECOND, said), number(LATENCY, said));
  }

  private static double number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("pgbench said something else: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
