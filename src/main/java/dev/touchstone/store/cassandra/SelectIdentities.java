package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.data.TupleValue;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.TupleType;
import java.nio.ByteBuffer;
import java.util.List;

/** The rows of certain identities in a partition. */
final class SelectIdentities {
  private static final int IDENTITIES = 2;

  private final PreparedStatement statement;
  private final TupleType identity;

  SelectIdentities(Cql cql) {
    statement =
        cql.read(
            "SELECT "
                + StoredRow.COLUMNS
                + " FROM $.interactions WHERE contact = ? AND bucket = ?"
                + " AND (type, position) IN ?");
    ListType list = (ListType) statement.getVariableDefinitions().get(IDENTITIES).getType();
    identity = (TupleType) list.getElementType();
  }

  Request of(Partition partition, List<Arriving> rows) {
    List<TupleValue> identities =
        rows.stream()
            .map(it -> identity.newValue(it.row().type().value(), ByteBuffer.wrap(it.position())))
            .toList();
    return new Request(
        "SelectIdentities",
        Request.Kind.READ,
        statement
            .bind(partition.contact(), partition.bucket())
            .setList(IDENTITIES, identities, TupleValue.class));
  }
}
