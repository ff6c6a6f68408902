package dev.touchstone.bench.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.bench.load.ExportWriter;
import dev.touchstone.bench.load.Load;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Interaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

final class PostgresExportOnPostgres {
  private static final LoadSpec SPEC = LoadSpec.of(3_000, 5);

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private Path folder = Path.of("");

  @Test
  void theExportsFilesComeToTheSameRowsAsLinesMadeBeforehand() throws Exception {
    folder.toFile().setExecutable(true, false); // PostgreSQL's user goes through it
    folder.toFile().setReadable(true, false);
    write();
    try (PostgresCluster postgres = PostgresCluster.start(folder.resolve("postgres"));
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      PostgresTable.create(connection);
      PostgresTable.copyFile(connection, folder.resolve("lines").toString());
      PostgresExport.create(connection);
      PostgresExport.load(connection, folder.resolve("container"));
      assertThat(count(connection, "SELECT count(*) FROM interaction_of_export")).isEqualTo(3_000);
      assertThat(
              count(
                  connection,
                  "SELECT count(*) FROM (%s EXCEPT %s) rest"
                      .formatted(rows("interaction"), rows("interaction_of_export"))))
          .isZero();
    }
  }

  /** JSON may be escaped in more than one way. */
  private static String rows(String table) {
    return "SELECT contact, type, at, id, version, row::jsonb FROM " + table;
  }

  private void write() throws Exception {
    StringBuilder lines = new StringBuilder();
    try (ExportWriter container =
        new ExportWriter(folder.resolve("container"), CatalogueFile.standard(), 5)) {
      Load load = new Load(SPEC);
      for (int i = 0; i < 3_000; i++) {
        Interaction row = load.next();
        container.write(row);
        PostgresTable.appendLine(lines, row);
      }
    }
    Files.writeString(folder.resolve("lines"), lines, UTF_8);
  }

  private static long count(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
