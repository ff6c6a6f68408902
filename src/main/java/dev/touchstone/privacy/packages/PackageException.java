package dev.touchstone.privacy.packages;

/**
 * A package cannot be made as it was asked for, and will not be when it is asked for again. The
 * message says why, and what would be possible.
 */
public final class PackageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackageException(String message) {
    super(message);
  }
}
