package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.touchstone.interaction.TypeName;
import java.nio.ByteBuffer;

/**
 * The rows of a type behind a position, of every contact. The nodes filter: in each partition they
 * go to the type and position, and read nothing else.
 */
final class SelectExpired {
  private static final int PAGE = 2_000;

  private final PreparedStatement statement;

  SelectExpired(Cql cql) {
    statement =
        cql.read(
            "SELECT "
                + StoredRow.IDENTITY
                + ", contact, bucket FROM $.interactions WHERE type = ? AND position > ? ALLOW"
                + " FILTERING");
  }

  Request of(TypeName type, ByteBuffer from) {
    return new Request(
        "SelectExpired", Request.Kind.READ, statement.bind(type.value(), from).setPageSize(PAGE));
  }
}
