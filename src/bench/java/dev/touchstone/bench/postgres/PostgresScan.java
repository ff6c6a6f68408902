package dev.touchstone.bench.postgres;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.NoSuchElementException;

/** Rows of a statement, fetched a thousand at a time. */
final class PostgresScan implements Scan {
  private static final int FETCHED = 1_000;

  private final Connection connection;
  private final ResultSet result;
  private boolean looked;
  private boolean hasRow;

  private PostgresScan(Connection connection, ResultSet result) {
    this.connection = connection;
    this.result = result;
  }

  /** Where a scan's connection comes from. */
  interface Source {
    Connection connection() throws SQLException;
  }

  static PostgresScan of(Source source, String statement, Object... arguments) {
    try {
      Connection connection = source.connection();
      connection.setAutoCommit(false); // otherwise all rows are fetched at once
      PreparedStatement select = connection.prepareStatement(statement);
      select.setFetchSize(FETCHED);
      for (int i = 0; i < arguments.length; i++) {
        select.setObject(i + 1, arguments[i]);
      }
      return new PostgresScan(connection, select.executeQuery());
    } catch (SQLException e) {
      throw new StoreException.Unavailable("PostgreSQL did not answer", e);
    }
  }

  @Override
  public boolean hasNext() {
    if (!looked) {
      try {
        hasRow = result.next();
      } catch (SQLException e) {
        throw new StoreException.Unavailable("PostgreSQL did not go on", e);
      }
      looked = true;
    }
    return hasRow;
  }

  @Override
  public Interaction next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    looked = false;
    try {
      return ReadPage.row(result);
    } catch (SQLException e) {
      throw new StoreException.Unavailable("PostgreSQL did not go on", e);
    }
  }

  @Override
  public void close() {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
      }
    } catch (SQLException e) {
      throw new StoreException.Unavailable("PostgreSQL did not close", e);
    }
  }
}
