package dev.touchstone.odata;

/** A call that gets an error for its answer. */
public final class ODataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ODataError error;

  public ODataException(ODataError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public ODataError error() {
    return error;
  }
}
