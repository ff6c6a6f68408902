package dev.touchstone.ingest.azure;

import com.azure.storage.blob.models.BlobStorageException;
import dev.touchstone.ingest.BlobChangedException;
import dev.touchstone.ingest.ContainerException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the library throws into our errors. Neither its messages nor its exceptions are passed
 * on: they may quote URLs with a signature.
 */
final class AzureErrors {
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private AzureErrors() {}

  /**
   * The error for an exception.
   *
   * @param name of the blob or container that was asked for
   * @throws ContainerException if a person must mend something
   */
  static IOException translate(Throwable failure, String name) {
    if (failure instanceof ContainerException ours) {
      throw ours;
    }
    BlobStorageException answer = answer(failure);
    if (answer == null) {
      return new IOException(
          "the storage cannot be reached for '%s' (%s)"
              .formatted(name, root(failure).getClass().getSimpleName()));
    }
    String code = answer.getErrorCode() == null ? "" : " " + answer.getErrorCode();
    return switch (answer.getStatusCode()) {
      case PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE -> new BlobChangedException();
      case 400, 401, 403, 405, 409 ->
          throw new ContainerException(
              "the storage refuses to give '%s': %d%s; the signature must be valid now, for the container, and permit to read and to list"
                  .formatted(name, answer.getStatusCode(), code),
              null);
      case NOT_FOUND ->
          throw new ContainerException(
              "the storage has no '%s': 404%s".formatted(name, code), null);
      default ->
          new IOException(
              "the storage does not give '%s' now: %d%s"
                  .formatted(name, answer.getStatusCode(), code));
    };
  }

  private static @Nullable BlobStorageException answer(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BlobStorageException found) {
        return found;
      }
    }
    return null;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
