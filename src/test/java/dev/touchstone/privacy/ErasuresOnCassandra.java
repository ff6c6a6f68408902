package dev.touchstone.privacy;

import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node, as one of several servers: receipts say what files may hold, and until when. */
class ErasuresOnCassandra extends ErasuresContract {
  private final CassandraOptions options = FreshKeyspace.create();

  @Override
  StorageEngine openEngine() {
    return CassandraStore.open(options, StatementListener.NONE);
  }

  @Override
  boolean isShared() {
    return true;
  }

  @Override
  boolean leavesBytes() {
    return true;
  }
}
