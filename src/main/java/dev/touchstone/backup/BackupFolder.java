package dev.touchstone.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of backups: {@code BACKUPS} says that it is one, {@code backups/} has the list of each
 * backup, {@code files/} every file once, {@code unfinished/} what a backup under way has not named
 * yet. A backup is there if its list is. One process at a time changes a folder.
 */
public final class BackupFolder implements AutoCloseable {
  private static final String FORMAT_FILE = "BACKUPS";
  private static final String FORMAT_TEXT = "touchstone backups, format 1\n";
  private static final String LOCK_FILE = "LOCK";
  private static final int LONGEST_FORMAT = 100;
  private static final long MAX_LIST_BYTES = 512L << 20;

  private final Path folder;
  private final FileChannel lock;

  private BackupFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder to make or remove backups in, and makes it where there is none.
   *
   * @throws BackupException if it is another's, or in use
   */
  public static BackupFolder open(Path folder) throws IOException {
    OwnFiles.createFolder(folder);
    Path real = folder.toRealPath();
    if (!Files.exists(real.resolve(FORMAT_FILE))) {
      refuseForeign(real);
    }
    FileChannel lock = lock(real);
    try {
      OwnFiles.createFolder(real.resolve("backups"));
      OwnFiles.createFolder(real.resolve("files"));
      OwnFiles.createFolder(real.resolve("unfinished"));
      if (!Files.exists(real.resolve(FORMAT_FILE))) {
        OwnFiles.write(
            real.resolve("unfinished").resolve(FORMAT_FILE),
            real.resolve(FORMAT_FILE),
            FORMAT_TEXT.getBytes(UTF_8));
      }
      checkFormat(real);
      return new BackupFolder(real, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Looks at a folder that must be there, beside whoever else does.
   *
   * @throws BackupException if it is none of backups
   */
  public static Reader read(Path folder) throws IOException {
    if (!isOne(folder)) {
      throw BackupException.refused(
          "%s is no folder of backups (it has no file %s)".formatted(folder, FORMAT_FILE));
    }
    checkFormat(folder);
    return new Reader(folder.toRealPath());
  }

  /** The file that lists what a backup has. */
  Path list(Backup backup) {
    return folder.resolve("backups").resolve(backup.id());
  }

  static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(FORMAT_FILE));
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = OwnFiles.openLock(folder.resolve(LOCK_FILE));
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it.
    }
    channel.close();
    throw BackupException.refused(
        "another backup into %s is under way; wait for its end".formatted(folder));
  }

  private static void refuseForeign(Path folder) throws IOException {
    Set<String> ours = Set.of(LOCK_FILE, "backups", "files", "unfinished");
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> !ours.contains(entry.getFileName().toString()))) {
        throw BackupException.refused(
            "%s has files but is no folder of backups (it has no file %s); choose an empty or a new folder"
                .formatted(folder, FORMAT_FILE));
      }
    }
  }

  private static void checkFormat(Path folder) throws IOException {
    try (var in = Files.newInputStream(folder.resolve(FORMAT_FILE))) {
      if (!new String(in.readNBytes(LONGEST_FORMAT), UTF_8).equals(FORMAT_TEXT)) {
        throw BackupException.refused(
            "%s: its file %s is not the line '%s', the only one this program knows"
                .formatted(folder, FORMAT_FILE, FORMAT_TEXT.strip()));
      }
    }
  }

  /** What is in the folder. */
  public Reader reader() {
    return new Reader(folder);
  }

  ContentFiles files() {
    return reader().files;
  }

  /** From now on the backup is there. */
  void add(Backup backup) throws IOException {
    OwnFiles.write(
        folder.resolve("unfinished").resolve("list"),
        folder.resolve("backups").resolve(backup.id()),
        BackupList.encode(backup));
  }

  /**
   * Removes the backups made before a moment, but for the last of all, and the files that no other
   * names.
   *
   * @return the names of those removed
   */
  public List<String> removeBefore(Instant moment) throws IOException {
    List<String> ids = reader().ids();
    List<String> removed = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (String id : ids) {
      Backup backup = reader().backup(id);
      if (backup.made().isBefore(moment) && !id.equals(ids.getLast())) {
        removed.add(id);
      } else {
        backup.files().forEach(file -> named.add(file.sha256()));
      }
    }
    for (String id : removed) {
      Files.delete(folder.resolve("backups").resolve(id));
    }
    OwnFiles.syncFolder(folder.resolve("backups"));
    files().keepOnly(named);
    return List.copyOf(removed);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Reads what is in a folder of backups. */
  public static final class Reader {
    private final Path folder;
    private final ContentFiles files;

    private Reader(Path folder) {
      this.folder = folder;
      this.files = new ContentFiles(folder.resolve("files"), folder.resolve("unfinished"));
    }

    /** The names of the backups, the oldest first. */
    public List<String> ids() throws IOException {
      try (Stream<Path> lists = Files.list(folder.resolve("backups"))) {
        return lists
            .map(list -> list.getFileName().toString())
            .filter(BackupList::isId)
            .sorted()
            .toList();
      }
    }

    /**
     * The backup of an id.
     *
     * @throws BackupException if there is none of that name, or its list is damaged
     */
    public Backup backup(String id) throws IOException {
      Path list = folder.resolve("backups").resolve(BackupList.isId(id) ? id : "none");
      if (!Files.isRegularFile(list)) {
        throw BackupException.refused(
            "%s has no backup '%s'; it has: %s".formatted(folder, id, String.join(", ", ids())));
      }
      if (Files.size(list) > MAX_LIST_BYTES) {
        throw BackupException.damaged(list + " is larger than any list of a backup", null);
      }
      return BackupList.decode(id, Files.readAllBytes(list));
    }

    /**
     * The backup that was made last.
     *
     * @throws BackupException if there is none
     */
    public Backup latest() throws IOException {
      List<String> ids = ids();
      if (ids.isEmpty()) {
        throw BackupException.refused(folder + " holds no backup that was completed");
      }
      return backup(ids.getLast());
    }

    /**
     * Reads every file of a backup.
     *
     * @throws BackupException if one is missing or not what was written
     */
    public void verify(Backup backup, BackupProgress progress) throws IOException {
      Meter meter = new Meter(progress, backup.bytes());
      for (BackupFile file : backup.files()) {
        files.check(file, meter);
      }
    }

    /**
     * Copies every file of a backup into a folder that has none of them.
     *
     * @throws BackupException likewise
     */
    public void copyTo(Backup backup, Path target, BackupProgress progress) throws IOException {
      Meter meter = new Meter(progress, backup.bytes());
      for (BackupFile file : backup.files()) {
        Path place = target.resolve(file.path());
        OwnFiles.createFolder(OwnFiles.folderOf(place));
        files.copyTo(file, place, meter);
      }
      syncFolders(backup, target);
    }

    private static void syncFolders(Backup backup, Path target) throws IOException {
      Set<Path> folders = new HashSet<>();
      backup.files().forEach(file -> folders.add(OwnFiles.folderOf(target.resolve(file.path()))));
      for (Path each : folders) {
        OwnFiles.syncFolder(each);
      }
    }
  }
}
