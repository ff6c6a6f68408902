package dev.touchstone.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * An export container in a local folder: {@code csv/<InteractionType>/<blob>}. A {@code model.json}
 * beside {@code csv} may be there and is not read: every blob says its columns itself.
 */
public final class ExportContainer {
  private final List<Blob> blobs;
  private final List<String> ignored;

  private ExportContainer(List<Blob> blobs, List<String> ignored) {
    this.blobs = List.copyOf(blobs);
    this.ignored = List.copyOf(ignored);
  }

  /**
   * Lists the blobs of a container.
   *
   * @throws ContainerException if the folder is none or cannot be read
   */
  public static ExportContainer open(Path folder) {
    throw new ContainerException(folder + " cannot be opened yet", null);
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
      return "csv/" + type + "/" + name;
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

  /** What lies in {@code csv} and is no blob, by its path inside the container. */
  public List<String> ignored() {
    return ignored;
  }
}
