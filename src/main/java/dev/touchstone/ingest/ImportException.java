package dev.touchstone.ingest;

/**
 * An import that ended before its end. What it had stored is stored; running it again from the
 * start is always right.
 */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ImportSummary summary;

  ImportException(String message, Throwable cause, ImportSummary summary) {
    super(message, cause);
    this.summary = summary;
  }

  /** What was done until then. Rows whose fate is not known are not counted as read. */
  public ImportSummary summary() {
    return summary;
  }
}
