package dev.touchstone.bench.postgres;

/** PostgreSQL's server is not on this machine. */
public final class PostgresMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PostgresMissingException() {
    super(
        "PostgreSQL's server is not installed: no initdb and pgbench below /usr/lib/postgresql."
            + " Install it, for example with: apt-get install postgresql");
  }
}
