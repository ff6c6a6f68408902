package dev.touchstone.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file, a folder of files, or an export container on this machine. */
public final class LocalSource implements BulkSource {
  private static final String NAMES =
      "files named *.ndjson, *.jsonl or *.csv, packed as .gz or .zst or not";

  private final Path path;
  private final BlobNames names;
  private final InstantSource clock;

  /**
   * @param type the type of rows that no folder and no column tells; null where there is none
   */
  public LocalSource(Path path, @Nullable String type, InstantSource clock) {
    this.path = path;
    this.names = new BlobNames(type);
    this.clock = clock;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public String shortName() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "export" : BlobForm.unpackedName(name.toString());
  }

  @Override
  public BlobListing list() throws IOException {
    try {
      if (Files.isRegularFile(path)) {
        return file();
      }
      if (!Files.isDirectory(path)) {
        throw new ContainerException(
            "'%s' is not a folder and not a file; expected is an export container, %s, or such a file"
                .formatted(path, "a folder of " + NAMES),
            null);
      }
      return ExportContainer.isContainer(path) ? ExportContainer.list(path, clock) : folder();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private BlobListing folder() throws IOException {
    BlobListing listing = new LocalFiles(path, clock).addFiles(path, names, 1).listing();
    if (listing.blobs().isEmpty()) {
      throw new ContainerException(
          "'%s' has no folder csv, as an export container has, and no %s".formatted(path, NAMES),
          null);
    }
    return listing;
  }

  private BlobListing file() throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    int depth = absolute.getNameCount();
    String inExport = depth < 3 ? "" : LocalFiles.slashed(absolute.subpath(depth - 3, depth));
    BlobContent content = new LocalContent(path, true, clock);
    BlobNames.Kind kind = names.ofExport(inExport).orElse(null);
    if (kind != null) {
      return new BlobListing(List.of(LocalFiles.blob(path, inExport, kind, content)), List.of());
    }
    String name = absolute.getFileName().toString();
    BlobForm form = BlobForm.byName(name).orElse(names.type() == null ? null : BlobForm.CSV);
    if (form == null) {
      throw new ContainerException(
          "the name of '%s' does not tell what it is; accepted are %s; with --type any other name is CSV"
              .formatted(path, NAMES),
          null);
    }
    return new BlobListing(
        List.of(LocalFiles.blob(path, name, new BlobNames.Kind(names.type(), form), content)),
        List.of());
  }
}
