package dev.touchstone.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A data folder that this process holds: {@code FORMAT} says that it is one and of which format,
 * {@code LOCK} that it is in use, {@code rocksdb/} has the engine's files.
 *
 * <p>Only the owner may enter what is made here, and read what is written.
 */
final class DataFolder implements AutoCloseable {
  /** The format written. A folder of another format is refused, never guessed at. */
  static final int FORMAT = 1;

  private static final String FORMAT_FILE = "FORMAT";
  private static final String NEW_FORMAT_FILE = "FORMAT.new";
  static final String ENGINE_FOLDER = "rocksdb";
  private static final String SNAPSHOT_FOLDER = "snapshot";

  /** Bears witness that a restore into the folder was begun and is not finished. */
  static final String RESTORING_FILE = "RESTORING";

  private static final String FORMAT_WORDS = "touchstone data folder, format ";
  private static final Pattern FORMAT_LINE = Pattern.compile(FORMAT_WORDS + "([0-9]{1,9})\\R?");
  private static final int LONGEST_FORMAT = 100;

  /**
   * What a folder may hold that is none yet: what was being made when the process died, and the
   * operator's settings, which may come first.
   */
  private static final Set<String> UNFINISHED =
      Set.of(FolderLock.FILE, NEW_FORMAT_FILE, "touchstone.properties");

  private final Path folder;
  private final FolderLock lock;

  private DataFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a data folder for this process, and makes it where there is none.
   *
   * @throws DataFolderException if that cannot be
   */
  static DataFolder open(Path folder) {
    try {
      createFolder(folder);
      Path real = folder.toRealPath();
      refuseForeign(real);
      FolderLock lock = FolderLock.take(real);
      try {
        readOrWriteFormat(real);
        createFolder(real.resolve(ENGINE_FOLDER));
        return new DataFolder(real, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DataFolderException(
          "data folder %s cannot be read and written: %s; check that it exists and who owns it"
              .formatted(folder, e),
          e);
    }
  }

  Path path() {
    return folder;
  }

  Path engineFolder() {
    return folder.resolve(ENGINE_FOLDER);
  }

  /** Where a snapshot lies while it is in use: on the same disk, so that files need no copy. */
  Path snapshotFolder() {
    return folder.resolve(SNAPSHOT_FOLDER);
  }

  /**
   * Returns if the folder is still there.
   *
   * @throws IOException if not
   */
  void check() throws IOException {
    readFormat(folder);
  }

  @Override
  public void close() {
    lock.close();
  }

  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(folder, permissions(folder, "rwx------"));
    }
  }

  private static void refuseForeign(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RESTORING_FILE))) {
      throw new DataFolderException(
          "a restore into %s was not finished, so a part of it is missing; run the same 'touchstone restore' again"
              .formatted(folder),
          null);
    }
    if (Files.exists(folder.resolve(FORMAT_FILE))) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      boolean foreign =
          entries
              .map(entry -> entry.getFileName().toString())
              .anyMatch(n -> !UNFINISHED.contains(n));
      if (foreign) {
        throw new DataFolderException(
            "%s has files but is no Touchstone data folder (it has no file FORMAT); choose an empty or a new folder"
                .formatted(folder),
            null);
      }
    }
  }

  private static void readOrWriteFormat(Path folder) throws IOException {
    if (Files.exists(folder.resolve(FORMAT_FILE))) {
      readFormat(folder);
    } else {
      writeFormat(folder);
    }
  }

  private static void readFormat(Path folder) throws IOException {
    String text;
    try (var in = Files.newInputStream(folder.resolve(FORMAT_FILE))) {
      text = new String(in.readNBytes(LONGEST_FORMAT), UTF_8);
    }
    Matcher line = FORMAT_LINE.matcher(text);
    if (!line.matches()) {
      throw new DataFolderException(
          "data folder %s: its file FORMAT cannot be understood; expected is the line '%s'"
              .formatted(folder, FORMAT_WORDS + FORMAT),
          null);
    }
    int format = Integer.parseInt(line.group(1));
    if (format > FORMAT) {
      throw new DataFolderException(
          "data folder %s was written by a newer Touchstone: format %d, this one knows %d; use the newer program"
              .formatted(folder, format, FORMAT),
          null);
    }
    if (format < FORMAT) {
      throw new DataFolderException(
          "data folder %s: format %d does not exist, this program knows %d"
              .formatted(folder, format, FORMAT),
          null);
    }
  }

  /** Under a name of its own first, so that FORMAT is whole wherever it exists. */
  private static void writeFormat(Path folder) throws IOException {
    Path unfinished = folder.resolve(NEW_FORMAT_FILE);
    Files.deleteIfExists(unfinished);
    try (FileChannel out = openOwn(unfinished)) {
      out.write(ByteBuffer.wrap((FORMAT_WORDS + FORMAT + "\n").getBytes(UTF_8)));
      out.force(true);
    }
    Files.move(unfinished, folder.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Opens a file that only the owner may read, and makes it where there is none. */
  static FileChannel openOwn(Path file) throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        permissions(file, "rw-------"));
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : List.<FileAttribute<?>>of().toArray(FileAttribute<?>[]::new);
  }
}
