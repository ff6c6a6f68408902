package dev.touchstone.bench.postgres;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.RowCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Appends rows in one transaction: all of them in one statement, which is all there is to do where
 * none of them was there before; otherwise row by row.
 */
final class AppendRows {
  private static final String INSERT_ALL =
      """
      INSERT INTO interaction (contact, type, at, id, version, row)
      SELECT * FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::bigint[], ?::text[])
      ON CONFLICT (contact, type, at, id) DO NOTHING
      """;

  private static final String INSERT_ONE =
      """
      INSERT INTO interaction (contact, type, at, id, version, row) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (contact, type, at, id) DO NOTHING
      """;

  private static final String LOCK =
      """
      SELECT version, row FROM interaction
      WHERE contact = ? AND type = ? AND at = ? AND id = ? FOR UPDATE
      """;

  private static final String REPLACE =
      """
      UPDATE interaction SET version = ?, row = ?
      WHERE contact = ? AND type = ? AND at = ? AND id = ?
      """;

  private final Connection connection;

  /** The connection must not commit by itself. */
  AppendRows(Connection connection) {
    this.connection = connection;
  }

  List<Verdict> append(List<Interaction> rows) throws SQLException {
    if (insertAll(rows) == rows.size()) {
      connection.commit();
      return Collections.nCopies(rows.size(), Verdict.STORED);
    }
    connection.rollback();
    List<Verdict> verdicts = new ArrayList<>();
    for (Interaction row : rows) {
      verdicts.add(append(row));
    }
    connection.commit();
    return verdicts;
  }

  private int insertAll(List<Interaction> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ALL)) {
      InsertBatch.of(rows).setArrays(connection, insert);
      return insert.executeUpdate();
    }
  }

  private Verdict append(Interaction row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT_ONE)) {
      setKey(insert, 1, row);
      insert.setLong(5, row.version());
      insert.setString(6, RowJson.write(row.fields()));
      if (insert.executeUpdate() == 1) {
        return Verdict.STORED;
      }
    }
    Interaction stored = lock(row);
    int order = RowCodec.compare(RowCodec.encode(row), RowCodec.encode(stored));
    if (order > 0) {
      replace(row);
    }
    if (row.version() != stored.version()) {
      return Verdict.SUPERSEDED;
    }
    return order == 0 ? Verdict.REPEATED : Verdict.CONFLICTING;
  }

  private Interaction lock(Interaction row) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      setKey(lock, 1, row);
      try (ResultSet result = lock.executeQuery()) {
        result.next();
        return new Interaction(
            row.contact(),
            row.type(),
            row.timestamp(),
            row.id(),
            result.getLong(1),
            RowJson.read(Objects.requireNonNull(result.getString(2))));
      }
    }
  }

  private void replace(Interaction row) throws SQLException {
    try (PreparedStatement replace = connection.prepareStatement(REPLACE)) {
      replace.setLong(1, row.version());
      replace.setString(2, RowJson.write(row.fields()));
      setKey(replace, 3, row);
      replace.executeUpdate();
    }
  }

  private static void setKey(PreparedStatement statement, int from, Interaction row)
      throws SQLException {
    statement.setObject(from, PostgresTable.uuid(row.contact()));
    statement.setString(from + 1, row.type().value());
    statement.setObject(from + 2, OffsetDateTime.ofInstant(row.timestamp(), ZoneOffset.UTC));
    statement.setObject(from + 3, id(row));
  }

  static UUID id(Interaction row) {
    UUID guid = row.id().guid();
    if (guid == null) {
      throw new IllegalArgumentException("the table holds ids that are GUIDs, and no others");
    }
    return guid;
  }
}
