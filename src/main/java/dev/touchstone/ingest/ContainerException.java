package dev.touchstone.ingest;

import org.jspecify.annotations.Nullable;

/** A folder that is no export container; the message says what is expected. */
public final class ContainerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContainerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
