package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/** A source that is not what is expected; the message says what is. */
public final class ContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ContainerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
