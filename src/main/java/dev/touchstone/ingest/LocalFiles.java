package dev.touchstone.ingest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Lists a folder's blobs, by path. Symbolic links are not followed, so that nothing outside of the
 * folder is read. Belongs to one listing.
 */
final class LocalFiles {
  /** How deep folders may lie in each other. */
  static final int MAX_DEPTH = 64;

  private final Path root;
  private final InstantSource clock;
  private final List<Blob> blobs = new ArrayList<>();
  private final List<String> ignored = new ArrayList<>();

  LocalFiles(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  BlobListing listing() {
    return new BlobListing(blobs, ignored);
  }

  /** Adds the blobs of an export: {@code csv/<InteractionType>/<blob>}. */
  LocalFiles addExport(Path csv) throws IOException {
    for (Path type : visible(csv)) {
      if (!Files.isDirectory(type, LinkOption.NOFOLLOW_LINKS)) {
        ignore(type);
        continue;
      }
      for (Path file : visible(type)) {
        add(file, new BlobNames(null).ofExport(path(file)));
      }
    }
    return this;
  }

  /** Adds every file below the folder whose name tells that it has rows. */
  LocalFiles addFiles(Path folder, BlobNames names, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new ContainerException(
          "'%s' has folders more than %d deep".formatted(root, MAX_DEPTH), null);
    }
    for (Path entry : visible(folder)) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        addFiles(entry, names, depth + 1);
      } else {
        add(entry, names.ofFile(path(entry)));
      }
    }
    return this;
  }

  private void add(Path file, Optional<BlobNames.Kind> kind) throws IOException {
    if (kind.isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      ignore(file);
      return;
    }
    if (blobs.size() == BlobListing.MAX_BLOBS) {
      throw new ContainerException(
          "'%s' holds more than %,d blobs: import it in parts"
              .formatted(root, BlobListing.MAX_BLOBS),
          null);
    }
    blobs.add(blob(file, path(file), kind.get(), new LocalContent(file, false, clock)));
  }

  /** One file as a blob. */
  static Blob blob(Path file, String path, BlobNames.Kind kind, BlobContent content)
      throws IOException {
    return new Blob(
        file.toAbsolutePath().normalize().toUri().toString(),
        path,
        kind.type(),
        kind.form(),
        content.state(),
        content);
  }

  private void ignore(Path entry) {
    if (ignored.size() < BlobListing.MOST_IGNORED_NAMED) {
      ignored.add(path(entry));
    }
  }

  private String path(Path entry) {
    return slashed(root.relativize(entry));
  }

  static String slashed(Path path) {
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  /** What is in the folder by name, without what a dot hides. */
  private static List<Path> visible(Path folder) throws IOException {
    List<Path> visible = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> !entry.getFileName().toString().startsWith("."))) {
      entries.forEach(visible::add);
    }
    visible.sort(Comparator.comparing(path -> path.getFileName().toString()));
    return visible;
  }
}
