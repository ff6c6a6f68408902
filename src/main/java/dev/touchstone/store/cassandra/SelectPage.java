package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Order;
import java.nio.ByteBuffer;

/** Rows of a type between two positions. */
final class SelectPage {
  private final PreparedStatement newestFirst;
  private final PreparedStatement oldestFirst;

  SelectPage(Cql cql) {
    String text =
        "SELECT "
            + StoredRow.COLUMNS
            + " FROM $.interactions WHERE contact = ? AND bucket = ? AND type = ?"
            + " AND position > ? AND position < ?";
    newestFirst = cql.read(text);
    oldestFirst = cql.read(text + " ORDER BY type DESC, position DESC");
  }

  /**
   * @param from positions behind this one
   * @param to and before this one
   */
  Request of(
      Partition partition, TypeName type, byte[] from, byte[] to, Order order, int pageSize) {
    PreparedStatement statement =
        switch (order) {
          case NEWEST_FIRST -> newestFirst;
          case OLDEST_FIRST -> oldestFirst;
        };
    return new Request(
        "SelectPage",
        Request.Kind.READ,
        statement
            .bind(
                partition.contact(),
                partition.bucket(),
                type.value(),
                ByteBuffer.wrap(from),
                ByteBuffer.wrap(to))
            .setPageSize(pageSize));
  }
}
