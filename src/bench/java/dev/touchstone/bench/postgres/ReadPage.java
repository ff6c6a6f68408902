package dev.touchstone.bench.postgres;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Order;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Reads a page in one statement, along the index. */
final class ReadPage {
  private static final String COLUMNS =
      "SELECT contact, type, at, id, version, row FROM interaction ";
  private static final String WHERE = "WHERE contact = ? AND type = ? AND at >= ? AND at <= ? ";
  private static final String NEWEST_FIRST = "ORDER BY at DESC, id LIMIT ?";
  private static final String OLDEST_FIRST = "ORDER BY at, id DESC LIMIT ?";
  private static final String AFTER = "AND (at < ? OR (at = ? AND id > ?)) ";
  private static final String BEFORE = "AND (at > ? OR (at = ? AND id < ?)) ";

  private ReadPage() {}

  static Page read(Connection connection, Query query) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(statement(query))) {
      select.setObject(1, PostgresTable.uuid(query.contact()));
      select.setString(2, query.type().value());
      TimeRange range = remaining(query);
      select.setObject(3, moment(range.from()));
      select.setObject(4, moment(range.to()));
      int next = 5;
      Position after = query.after();
      if (after != null) {
        select.setObject(next++, moment(after.timestamp()));
        select.setObject(next++, moment(after.timestamp()));
        select.setObject(next++, Objects.requireNonNull(after.id().guid()));
      }
      select.setInt(next, query.limit() + 1);
      try (ResultSet result = select.executeQuery()) {
        return page(result, query.limit());
      }
    }
  }

  /**
   * The range from where the page begins: the index is entered there, while what is behind {@link
   * #AFTER} only leaves out the rows of one moment.
   */
  private static TimeRange remaining(Query query) {
    TimeRange range = query.range();
    Position after = query.after();
    if (after == null) {
      return range;
    }
    Instant at = after.timestamp();
    return query.order() == Order.NEWEST_FIRST
        ? new TimeRange(range.from(), at.isBefore(range.to()) ? at : range.to())
        : new TimeRange(at.isAfter(range.from()) ? at : range.from(), range.to());
  }

  private static String statement(Query query) {
    boolean newestFirst = query.order() == Order.NEWEST_FIRST;
    String behind = query.after() == null ? "" : newestFirst ? AFTER : BEFORE;
    return COLUMNS + WHERE + behind + (newestFirst ? NEWEST_FIRST : OLDEST_FIRST);
  }

  private static Page page(ResultSet result, int limit) throws SQLException {
    List<Interaction> rows = new ArrayList<>(limit);
    while (rows.size() < limit && result.next()) {
      rows.add(row(result));
    }
    boolean more = rows.size() == limit && result.next();
    return new Page(rows, more ? Position.of(rows.getLast()) : null);
  }

  /** The row at which a result is, of the columns of {@link #COLUMNS}. */
  static Interaction row(ResultSet result) throws SQLException {
    return new Interaction(
        new ContactId(Objects.requireNonNull(result.getObject(1, UUID.class)).toString()),
        new TypeName(Objects.requireNonNull(result.getString(2))),
        Objects.requireNonNull(result.getObject(3, OffsetDateTime.class)).toInstant(),
        new InteractionId(Objects.requireNonNull(result.getObject(4, UUID.class)).toString()),
        result.getLong(5),
        RowJson.read(Objects.requireNonNull(result.getString(6))));
  }

  static OffsetDateTime moment(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
