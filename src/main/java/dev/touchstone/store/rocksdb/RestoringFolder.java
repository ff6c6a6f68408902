package dev.touchstone.store.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is to become a data folder again. From its first file to its last it bears a mark,
 * and a folder with that mark is opened by nobody: so one that was filled in part is never taken
 * for the whole. This process holds it meanwhile.
 */
public final class RestoringFolder implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;

  private RestoringFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes an empty folder, makes it where there is none, and empties one in which an earlier
   * restore was broken off.
   *
   * @throws DataFolderException if it has files, is in use, or cannot be written
   */
  public static RestoringFolder begin(Path folder) {
    try {
      DataFolder.createFolder(folder);
      Path real = folder.toRealPath();
      refuseFilled(real);
      FolderLock lock = FolderLock.take(real);
      try {
        RestoringFolder begun = new RestoringFolder(real, lock);
        begun.markAndEmpty();
        return begun;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataFolderException(
          "%s cannot be restored into: %s; check who owns it".formatted(folder, e), e);
    }
  }

  private static void refuseFilled(Path folder) throws IOException {
    if (Files.exists(folder.resolve(DataFolder.RESTORING_FILE))) {
      return;
    }
    for (Path entry : entries(folder)) {
      if (!isOurs(entry)) {
        throw new DataFolderException(
            "%s is not empty (it has %s); restore into an empty or a new folder, nothing is written over"
                .formatted(folder, entry.getFileName()),
            null);
      }
    }
  }

  private void markAndEmpty() throws IOException {
    try (FileChannel mark = DataFolder.openOwn(folder.resolve(DataFolder.RESTORING_FILE))) {
      mark.force(true);
    }
    syncFolder(folder);
    for (Path entry : entries(folder)) {
      if (!isOurs(entry)) {
        delete(entry);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static boolean isOurs(Path entry) {
    String name = entry.getFileName().toString();
    return name.equals(FolderLock.FILE) || name.equals(DataFolder.RESTORING_FILE);
  }

  private static void delete(Path entry) throws IOException {
    if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(entry);
      return;
    }
    try (Stream<Path> inside = Files.walk(entry)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Where the files go. */
  public Path path() {
    return folder;
  }

  /** Takes the mark away: all files are there and synced. */
  public void finish() {
    try {
      syncFolder(folder);
      Files.delete(folder.resolve(DataFolder.RESTORING_FILE));
      syncFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the restore into " + folder + " cannot be finished", e);
    }
  }

  /** Lets go of the folder; unless it was finished, its mark stays. */
  @Override
  public void close() {
    lock.close();
  }

  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }
}
