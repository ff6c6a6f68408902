package dev.touchstone.store.rocksdb;

import org.jspecify.annotations.Nullable;

/** A data folder cannot be opened; the message tells the operator why and what to do. */
public final class DataFolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataFolderException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
