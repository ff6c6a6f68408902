package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.cql.Statement;

/**
 * A statement on its way to the nodes.
 *
 * @param name what listeners and errors call it
 */
record Request(String name, Kind kind, Statement<?> statement) {
  /** What a failure means. */
  enum Kind {
    /** Changes nothing. */
    READ,

    /** Sending it twice is the same as sending it once: its timestamp is its own. */
    WRITE,

    /** A condition and a change: whoever does not hear of its outcome must look. */
    CONDITION
  }

  /** The same, for which a second node is asked where the first one is slow. */
  Request hurried() {
    return new Request(name, kind, statement.setExecutionProfileName(Connection.READ));
  }
}
