package dev.touchstone.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Files and folders that only their owner can read. On file systems without POSIX permissions the
 * folder's own rules have to do.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  /** Java's file locks are the process's, so its threads need one of their own. */
  private static final ReentrantLock PROCESS_LOCK = new ReentrantLock();

  private PrivateFiles() {}

  /** Makes a folder of mode 700 unless it is there, and checks the one that is. */
  public static void ensureFolder(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, mode(folder, FOLDER));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new ConfigException(folder + " is not a folder", null);
    }
    requireOwnerOnly(folder, "700");
  }

  /**
   * Checks that a file is a plain file that nobody else can read or write.
   *
   * @throws ConfigException if it is not, with the command that mends it
   * @throws NoSuchFileException if there is none
   */
  public static void requirePrivate(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new ConfigException(file + " is not a plain file", null);
    }
    requireOwnerOnly(file, "600");
  }

  /**
   * Puts a file of mode 600 in place, whole or not at all: it is synced under another name first,
   * and the name after.
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = folderOf(file);
    Path temporary = Files.createTempFile(folder, ".new-", null, mode(folder, FILE));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  /** What is done while a lock is held. */
  @FunctionalInterface
  public interface Step<T> {
    T run() throws IOException;
  }

  /**
   * Runs a step that no other thread or process runs meanwhile under the same lock.
   *
   * @param lockFile is there for its lock only; made where it is missing
   */
  public static <T> T locked(Path lockFile, Step<T> step) throws IOException {
    PROCESS_LOCK.lock();
    // Closing the channel gives the lock back.
    try (FileChannel channel =
        FileChannel.open(
            lockFile,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            mode(folderOf(lockFile), FILE))) {
      FileLock lock = channel.lock();
      if (!lock.isValid()) {
        throw new IOException(lockFile + " cannot be locked");
      }
      return step.run();
    } finally {
      PROCESS_LOCK.unlock();
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  private static void syncFolder(Path folder) throws IOException {
    if (isPosix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void requireOwnerOnly(Path path, String mode) throws IOException {
    if (!isPosix(path)) {
      return;
    }
    Set<PosixFilePermission> others =
        EnumSet.copyOf(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    others.removeAll(FOLDER);
    if (!others.isEmpty()) {
      throw new ConfigException(
          "%s holds secrets and is open to others than its owner; run: chmod %s %s"
              .formatted(path, mode, path),
          null);
    }
  }

  private static FileAttribute<?>[] mode(Path near, Set<PosixFilePermission> permissions)
      throws IOException {
    return isPosix(near)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path near) throws IOException {
    Path existing = near.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).supportsFileAttributeView("posix");
  }
}
