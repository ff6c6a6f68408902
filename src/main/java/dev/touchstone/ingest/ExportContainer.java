package dev.touchstone.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * An export container in a local folder: {@code csv/<InteractionType>/<blob>}. A {@code model.json}
 * beside {@code csv} may be there and is not read: every blob names its columns itself.
 */
public final class ExportContainer {
  private static final String EXPECTED =
      "; expected is the folder of an export, with csv/<InteractionType>/<blob> inside";

  private final BlobListing listing;

  private ExportContainer(BlobListing listing) {
    this.listing = listing;
  }

  /**
   * Lists the blobs of a container. Below {@code csv} symbolic links are not followed, so that
   * nothing outside of the container is read.
   *
   * @throws ContainerException if the folder is no container, cannot be read or holds too much
   */
  public static ExportContainer open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ContainerException("'" + folder + "' is not a folder" + EXPECTED, null);
    }
    if (!isContainer(folder)) {
      throw new ContainerException("'" + folder + "' has no folder csv" + EXPECTED, null);
    }
    try {
      return new ExportContainer(list(folder, InstantSource.system()));
    } catch (IOException | DirectoryIteratorException e) {
      throw new ContainerException("'" + folder + "' cannot be read: " + e.getMessage(), e);
    }
  }

  static boolean isContainer(Path folder) {
    return Files.isDirectory(folder.resolve(BlobNames.CSV), LinkOption.NOFOLLOW_LINKS);
  }

  static BlobListing list(Path folder, InstantSource clock) throws IOException {
    BlobListing listing =
        new LocalFiles(folder, clock).addExport(folder.resolve(BlobNames.CSV)).listing();
    if (listing.blobs().isEmpty()) {
      throw new ContainerException("'" + folder + "' holds no blobs" + EXPECTED, null);
    }
    return listing;
  }

  BlobListing listing() {
    return listing;
  }

  /** All blobs, by type and then by name. */
  public List<Blob> blobs() {
    return listing.blobs();
  }

  /** The bytes of all blobs when the container was opened. */
  public long bytes() {
    return listing.bytes();
  }

  /**
   * What lies in {@code csv} and is neither a blob nor hidden, by its path inside the container:
   * symbolic links, files where a type's folder is expected, folders where a blob is. The first
   * 100.
   */
  public List<String> ignored() {
    return listing.ignored();
  }
}
