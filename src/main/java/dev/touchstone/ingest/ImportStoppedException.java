package dev.touchstone.ingest;

/**
 * An import ended because somebody wished it. Who wishes it throws one from {@link
 * ImportProgress#report}; the import stores what it has read and throws one that says what was
 * done.
 */
public final class ImportStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ImportSummary summary;

  public ImportStoppedException() {
    this(ImportSummary.EMPTY);
  }

  ImportStoppedException(ImportSummary summary) {
    super("stopped", null, false, false);
    this.summary = summary;
  }

  /** What was done until then. */
  public ImportSummary summary() {
    return summary;
  }
}
