package dev.touchstone.bench.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The storage contract on the table of {@link PostgresTable}, for what its columns can hold:
 * contacts and ids that are GUIDs, and moments to the microsecond. For measuring what a store costs
 * behind the same server; it never ships. Thread-safe.
 */
public final class PostgresStore implements InteractionStore {
  private static final String TYPES =
      "SELECT DISTINCT type FROM interaction WHERE contact = ? ORDER BY type LIMIT ?";
  private static final String SCAN_CONTACT =
      "SELECT contact, type, at, id, version, row FROM interaction WHERE contact = ?"
          + " ORDER BY type, at DESC, id";
  private static final String SCAN_RANGE =
      "SELECT contact, type, at, id, version, row FROM interaction WHERE at >= ? AND at <= ?"
          + " ORDER BY contact, type, at DESC, id";
  private static final String ERASE = "DELETE FROM interaction WHERE contact = ?";
  private static final String EXPIRE = "DELETE FROM interaction WHERE type = ? AND at < ?";

  private final HikariDataSource pool;

  private PostgresStore(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens the table of a server.
   *
   * @param connections how many the pool has
   */
  public static PostgresStore open(String jdbcUrl, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(connections);
    config.setAutoCommit(true);
    return new PostgresStore(new HikariDataSource(config));
  }

  /** What is asked of a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T reading(Work<T> work) {
    requireOpen();
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new StoreException.Unavailable("PostgreSQL did not answer", e);
    }
  }

  private <T> T writing(Work<T> work) {
    requireOpen();
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        return work.on(connection);
      } finally {
        connection.rollback(); // does nothing where it was committed
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new StoreException.OutcomeUnknown("PostgreSQL did not confirm", e);
    }
  }

  private void requireOpen() {
    if (pool.isClosed()) {
      throw new IllegalStateException("the store is closed");
    }
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    if (interactions.size() > MAX_APPEND) {
      throw new IllegalArgumentException(
          "at most " + MAX_APPEND + " rows, not " + interactions.size());
    }
    return writing(connection -> new AppendRows(connection).append(interactions));
  }

  @Override
  public Page read(Query query) {
    if (query.range().isEmpty() || query.limit() == 0) {
      requireOpen();
      return new Page(List.of(), null);
    }
    return reading(connection -> ReadPage.read(connection, query));
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return reading(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(TYPES)) {
            select.setObject(1, PostgresTable.uuid(contact));
            select.setInt(2, limit);
            List<TypeName> types = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
              while (result.next()) {
                types.add(new TypeName(Objects.requireNonNull(result.getString(1))));
              }
            }
            return types;
          }
        });
  }

  @Override
  public Scan scan(ContactId contact) {
    return PostgresScan.of(this::connection, SCAN_CONTACT, PostgresTable.uuid(contact));
  }

  @Override
  public Scan scan(TimeRange range) {
    return PostgresScan.of(
        this::connection, SCAN_RANGE, ReadPage.moment(range.from()), ReadPage.moment(range.to()));
  }

  private Connection connection() throws SQLException {
    requireOpen();
    return pool.getConnection();
  }

  /** The server's log and dead rows hold what was removed for a while; it does not say how long. */
  @Override
  public Erasure erase(ContactId contact) {
    if (contact.isNone()) {
      throw new IllegalArgumentException(
          "rows without a contact cannot be erased as if they were one");
    }
    return writing(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(ERASE)) {
            delete.setObject(1, PostgresTable.uuid(contact));
            int rows = delete.executeUpdate();
            connection.commit();
            return new Erasure(rows, List.of());
          }
        });
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return writing(
        connection -> {
          long rows = 0;
          try (PreparedStatement delete = connection.prepareStatement(EXPIRE)) {
            for (Map.Entry<TypeName, Instant> cutoff : cutoffs.entrySet()) {
              delete.setString(1, cutoff.getKey().value());
              delete.setObject(2, ReadPage.moment(cutoff.getValue()));
              rows += delete.executeUpdate();
            }
          }
          connection.commit();
          return rows;
        });
  }

  @Override
  public void check() {
    reading(connection -> connection.isValid(5));
  }

  @Override
  public void close() {
    pool.close();
  }
}
