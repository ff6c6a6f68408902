package dev.touchstone.privacy.restriction;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node, as one of several servers. */
class RestrictionsOnCassandra extends RestrictionsContract {
  private final CassandraOptions options = FreshKeyspace.create();

  @Override
  StorageEngine openEngine() {
    return CassandraStore.open(options, StatementListener.NONE);
  }

  @Override
  boolean isShared() {
    return true;
  }
}
