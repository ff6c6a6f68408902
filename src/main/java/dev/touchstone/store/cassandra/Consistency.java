package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;

/** How many replicas must have answered before a read or a write is done. */
public enum Consistency {
  /** More than half of the replicas in the data centre of this process. */
  LOCAL_QUORUM(DefaultConsistencyLevel.LOCAL_QUORUM, DefaultConsistencyLevel.LOCAL_SERIAL),

  /** More than half of the replicas in all data centres together. */
  QUORUM(DefaultConsistencyLevel.QUORUM, DefaultConsistencyLevel.SERIAL);

  private final DefaultConsistencyLevel plain;
  private final DefaultConsistencyLevel serial;

  Consistency(DefaultConsistencyLevel plain, DefaultConsistencyLevel serial) {
    this.plain = plain;
    this.serial = serial;
  }

  /** Of reads and writes, and of what a condition has decided. */
  ConsistencyLevel plain() {
    return plain;
  }

  /** Of the agreement on a condition. */
  ConsistencyLevel serial() {
    return serial;
  }
}
