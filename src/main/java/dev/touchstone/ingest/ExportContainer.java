package dev.touchstone.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An export container in a local folder: {@code csv/<InteractionType>/<blob>}. A {@code model.json}
 * beside {@code csv} may be there and is not read: every blob names its columns itself.
 */
public final class ExportContainer {
  public static final int MAX_BLOBS = 1_000_000;

  /** The folder that holds a folder for each type. */
  static final String CSV = "csv";

  private static final int MOST_IGNORED_NAMED = 100;
  private static final String EXPECTED =
      "; expected is the folder of an export, with csv/<InteractionType>/<blob> inside";

  private final List<Blob> blobs;
  private final List<String> ignored;

  private ExportContainer(List<Blob> blobs, List<String> ignored) {
    this.blobs = List.copyOf(blobs);
    this.ignored = List.copyOf(ignored);
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
    Path csv = folder.resolve(CSV);
    if (!Files.isDirectory(csv, LinkOption.NOFOLLOW_LINKS)) {
      throw new ContainerException("'" + folder + "' has no folder csv" + EXPECTED, null);
    }
    Listing listing = new Listing();
    try {
      listing.addTypes(csv);
    } catch (IOException | DirectoryIteratorException e) {
      throw new ContainerException("'" + folder + "' cannot be read: " + e.getMessage(), e);
    }
    if (listing.blobs.isEmpty()) {
      throw new ContainerException("'" + folder + "' holds no blobs" + EXPECTED, null);
    }
    return new ExportContainer(listing.blobs, listing.ignored);
  }

  /**
   * One blob.
   *
   * @param type the name of the folder it lies in
   * @param name its own name
   * @param file where it is
   * @param bytes its length when the container was opened
   */
  public record Blob(String type, String name, Path file, long bytes) {
    /** Its path inside the container. */
    public String path() {
      return CSV + "/" + type + "/" + name;
    }
  }

  /** All blobs, by type and then by name. */
  public List<Blob> blobs() {
    return blobs;
  }

  /** The bytes of all blobs when the container was opened. */
  public long bytes() {
    return blobs.stream().mapToLong(Blob::bytes).sum();
  }

  /**
   * What lies in {@code csv} and is neither a blob nor hidden, by its path inside the container:
   * symbolic links, files where a type's folder is expected, folders where a blob is. The first
   * 100.
   */
  public List<String> ignored() {
    return ignored;
  }

  private static final class Listing {
    private final List<Blob> blobs = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();

    void addTypes(Path csv) throws IOException {
      for (Path type : visible(csv)) {
        if (Files.isDirectory(type, LinkOption.NOFOLLOW_LINKS)) {
          addBlobs(type);
        } else {
          ignore(CSV + "/" + type.getFileName());
        }
      }
    }

    private void addBlobs(Path folder) throws IOException {
      String type = folder.getFileName().toString();
      for (Path file : visible(folder)) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          ignore(CSV + "/" + type + "/" + file.getFileName());
          continue;
        }
        if (blobs.size() == MAX_BLOBS) {
          throw new ContainerException(
              "'%s' holds more than %,d blobs: import it in parts"
                  .formatted(folder.getParent(), MAX_BLOBS),
              null);
        }
        blobs.add(new Blob(type, file.getFileName().toString(), file, Files.size(file)));
      }
    }

    private void ignore(String path) {
      if (ignored.size() < MOST_IGNORED_NAMED) {
        ignored.add(path);
      }
    }

    /** What is in the folder by name, without what a dot hides. */
    private static List<Path> visible(Path folder) throws IOException {
      List<Path> visible = new ArrayList<>();
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(
              folder, entry -> !entry.getFileName().toString().startsWith("."))) {
        entries.forEach(visible::add);
      }
      visible.sort((a, b) -> a.getFileName().toString().compareTo(b.getFileName().toString()));
      return visible;
    }
  }
}
