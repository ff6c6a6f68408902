package dev.touchstone.bench.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.load.RowForms;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * The table: keys in columns of their types, the rest of a row as one text of JSON, one unique
 * index in the order in which pages are read.
 */
public final class PostgresTable {
  private static final List<String> SETTLE = List.of("VACUUM (ANALYZE) interaction", "CHECKPOINT");
  private static final String COPY = "COPY interaction FROM STDIN";
  private static final String BYTES = "SELECT pg_total_relation_size('interaction')";
  private static final String INDEX_BYTES = "SELECT pg_relation_size('interaction_key')";

  private PostgresTable() {}

  /** Makes the table anew, empty. */
  public static void create(Connection connection) throws SQLException {
    execute(connection, "DROP TABLE IF EXISTS interaction;" + definition("interaction"));
  }

  /** The statements that make a table of these columns and its index. */
  static String definition(String table) {
    return """
    CREATE TABLE %1$s (
      contact uuid NOT NULL,
      type text NOT NULL,
      at timestamptz NOT NULL,
      id uuid NOT NULL,
      version bigint NOT NULL,
      row text NOT NULL
    );
    CREATE UNIQUE INDEX %1$s_key ON %1$s (contact, type, at DESC, id);
    """
        .formatted(table);
  }

  /** Appends what a file of the server's machine holds; see {@link #appendLine}. */
  public static void copyFile(Connection connection, String file) throws SQLException {
    execute(connection, "COPY interaction FROM '" + file.replace("'", "''") + "'");
  }

  /** Appends lines of {@link #appendLine} in one transaction. */
  public static void copy(Connection connection, byte[] lines) throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(COPY, new ByteArrayInputStream(lines));
  }

  /** Lets the server do at once what it would do in the background. */
  public static void settle(Connection connection) throws SQLException {
    for (String statement : SETTLE) {
      execute(connection, statement);
    }
  }

  /** All bytes of table and index. */
  public static long bytes(Connection connection) throws SQLException {
    return number(connection, BYTES);
  }

  public static long indexBytes(Connection connection) throws SQLException {
    return number(connection, INDEX_BYTES);
  }

  public static String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW server_version")) {
      result.next();
      return Objects.requireNonNull(result.getString(1));
    }
  }

  /** A row as a line of PostgreSQL's own text form: values separated by tabs. */
  public static void appendLine(StringBuilder out, Interaction row) {
    out.append(uuid(row.contact())).append('\t').append(row.type().value()).append('\t');
    out.append(Timestamp.format(row.timestamp())).append('\t');
    out.append(row.id().value()).append('\t').append(row.version()).append('\t');
    int from = out.length();
    RowForms.appendFields(out, row.fields());
    for (int at = out.indexOf("\\", from); at >= 0; at = out.indexOf("\\", at + 2)) {
      out.insert(at, '\\');
    }
    out.append('\n');
  }

  /** Rows as lines. */
  public static byte[] lines(List<Interaction> rows) {
    StringBuilder lines = new StringBuilder(700 * rows.size());
    rows.forEach(row -> appendLine(lines, row));
    return lines.toString().getBytes(UTF_8);
  }

  /**
   * The contact as the column holds it.
   *
   * @throws IllegalArgumentException if it is no GUID
   */
  static UUID uuid(ContactId contact) {
    UUID guid = contact.guid();
    if (guid == null) {
      throw new IllegalArgumentException("the table holds contacts that are GUIDs, and no others");
    }
    return guid;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
