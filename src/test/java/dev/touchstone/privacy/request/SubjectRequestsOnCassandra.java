package dev.touchstone.privacy.request;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node, whose store other servers may have too. */
class SubjectRequestsOnCassandra extends SubjectRequestsContract {
  @Override
  StorageEngine openEngine() {
    return CassandraStore.open(FreshKeyspace.create(), StatementListener.NONE);
  }

  @Override
  boolean isShared() {
    return true;
  }
}
