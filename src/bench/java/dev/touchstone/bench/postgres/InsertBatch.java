package dev.touchstone.bench.postgres;

import dev.touchstone.interaction.Interaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Rows as columns, ready for one INSERT of all of them. */
public record InsertBatch(
    List<UUID> contacts,
    List<String> types,
    List<String> moments,
    List<UUID> ids,
    List<Long> versions,
    List<String> rows) {
  private static final String INSERT =
      """
      INSERT INTO interaction (contact, type, at, id, version, row)
      SELECT * FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::bigint[], ?::text[])
      """;

  public static InsertBatch of(List<Interaction> rows) {
    return new InsertBatch(
        rows.stream().map(row -> PostgresTable.uuid(row.contact())).toList(),
        rows.stream().map(row -> row.type().value()).toList(),
        rows.stream().map(row -> row.timestamp().toString()).toList(),
        rows.stream().map(AppendRows::id).toList(),
        rows.stream().map(Interaction::version).toList(),
        rows.stream().map(row -> RowJson.write(row.fields())).toList());
  }

  /** Inserts all rows in a transaction of their own. */
  public void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      setArrays(connection, insert);
      insert.executeUpdate();
    }
  }

  /** Sets six arrays from the first parameter on. */
  void setArrays(Connection connection, PreparedStatement statement) throws SQLException {
    statement.setArray(1, connection.createArrayOf("uuid", contacts.toArray()));
    statement.setArray(2, connection.createArrayOf("text", types.toArray()));
    statement.setArray(3, connection.createArrayOf("timestamptz", moments.toArray()));
    statement.setArray(4, connection.createArrayOf("uuid", ids.toArray()));
    statement.setArray(5, connection.createArrayOf("bigint", versions.toArray()));
    statement.setArray(6, connection.createArrayOf("text", rows.toArray()));
  }
}
