package dev.touchstone.privacy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node. */
class CopiesOnCassandra extends CopiesContract {
  @Override
  StorageEngine openEngine() {
    return CassandraStore.open(FreshKeyspace.create(), StatementListener.NONE);
  }
}
