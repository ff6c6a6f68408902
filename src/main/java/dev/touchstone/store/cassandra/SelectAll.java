package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Every row of every contact, partition by partition in the order of the nodes' tokens. */
final class SelectAll {
  private static final int PAGE = 500;

  private final PreparedStatement statement;

  SelectAll(Cql cql) {
    statement = cql.read("SELECT " + StoredRow.COLUMNS + ", contact, bucket FROM $.interactions");
  }

  Request all() {
    return new Request("SelectAll", Request.Kind.READ, statement.bind().setPageSize(PAGE));
  }
}
