package dev.touchstone.store.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How much was written into new files since it began. The engine tells of a merge when it is done;
 * the files grow where everybody can see it. Belongs to one thread.
 */
final class MergeProgress {
  private final Path folder;
  private final long total;
  private final Set<Path> before;
  private final Map<Path, Long> fresh = new HashMap<>();

  private MergeProgress(Path folder, long total, Set<Path> before) {
    this.folder = folder;
    this.total = total;
    this.before = before;
  }

  /**
   * Begins to count.
   *
   * @param total about how many bytes will be written
   */
  static MergeProgress begin(Path folder, long total) throws IOException {
    return new MergeProgress(folder, total, files(folder).keySet());
  }

  void tell(MergeWatch watch) throws IOException {
    watch.reached(Math.min(written(), total), total);
  }

  /** Files that were written and are replaced already count too. */
  long written() throws IOException {
    files(folder)
        .forEach(
            (file, size) -> {
              if (!before.contains(file)) {
                fresh.merge(file, size, Math::max);
              }
            });
    return fresh.values().stream().mapToLong(size -> size).sum();
  }

  private static Map<Path, Long> files(Path folder) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.sst")) {
      for (Path file : found) {
        try {
          sizes.put(file, Files.size(file));
        } catch (NoSuchFileException e) {
          // It was replaced meanwhile.
        }
      }
    }
    return sizes;
  }
}
