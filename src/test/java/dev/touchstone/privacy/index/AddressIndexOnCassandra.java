package dev.touchstone.privacy.index;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node, as one of several servers. */
class AddressIndexOnCassandra extends AddressIndexContract {
  @Override
  StorageEngine openEngine() {
    return CassandraStore.open(FreshKeyspace.create(), StatementListener.NONE);
  }

  @Override
  boolean isShared() {
    return true;
  }
}
