package dev.touchstone.store.rocksdb;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How much was written into new files since it began. The engine tells of a merge when it is done;
 * the files grow where everybody can see it. Belongs to one thread.
 */
final class MergeProgress {
  private final Path folder;
  private final Map<Path, Long> before;
  private final Map<Path, Long> fresh = new HashMap<>();

  private MergeProgress(Path folder, Map<Path, Long> before) {
    this.folder = folder;
    this.before = before;
  }

  static MergeProgress begin(Path folder) throws IOException {
    return new MergeProgress(folder, files(folder));
  }

  /** The bytes of all files that have rows, as it began. */
  long bytesBefore() {
    return sum(before);
  }

  /** Files that were written and are replaced already count too. */
  long written() throws IOException {
    files(folder)
        .forEach(
            (file, size) -> {
              if (!before.containsKey(file)) {
                fresh.merge(file, size, Math::max);
              }
            });
    return sum(fresh);
  }

  private static long sum(Map<Path, Long> sizes) {
    return sizes.values().stream().mapToLong(size -> size).sum();
  }

  private static Map<Path, Long> files(Path folder) throws IOException {
    Map<Path, Long> sizes = new HashMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{sst,log}")) {
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
