package dev.touchstone.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files under the digest of their content, each once. One that bears its name is whole and synced.
 */
final class ContentFiles {
  private static final int BUFFER = 1 << 20;
  private static final int PREFIX = 2;

  private final Path folder;
  private final Path unfinished;

  /**
   * @param unfinished where files grow until they bear their names; on the same disk
   */
  ContentFiles(Path folder, Path unfinished) {
    this.folder = folder;
    this.unfinished = unfinished;
  }

  /** What was put. */
  record Put(String sha256, long size, boolean isNew) {}

  /** Whether there is one of this content, as far as its size tells. */
  boolean has(String sha256, long size) throws IOException {
    try {
      return Files.size(path(sha256)) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Takes a copy of a file as it is now, unless there is one. */
  Put put(Path original, LongConsumer copied) throws IOException {
    Path copy = unfinished.resolve("copy");
    Files.deleteIfExists(copy);
    long size;
    String sha256;
    try (FileChannel out = OwnFiles.create(copy)) {
      MessageDigest digest = Digests.sha256();
      size = transfer(original, digest, out, copied);
      sha256 = Digests.text(digest.digest());
      if (has(sha256, size)) {
        Files.delete(copy);
        return new Put(sha256, size, false);
      }
      out.force(true);
    }
    Path place = path(sha256);
    OwnFiles.createFolder(OwnFiles.folderOf(place));
    Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    OwnFiles.syncFolder(OwnFiles.folderOf(place));
    return new Put(sha256, size, true);
  }

  /**
   * Copies a file out, to a place where there is none.
   *
   * @throws BackupException if its content is not what its name says
   */
  void copyTo(BackupFile file, Path target, LongConsumer copied) throws IOException {
    try (FileChannel out = OwnFiles.create(target)) {
      check(file, out, copied);
      out.force(true);
    }
  }

  /**
   * Reads a file and compares it with its name.
   *
   * @throws BackupException if its content is not what its name says
   */
  void check(BackupFile file, LongConsumer read) throws IOException {
    check(file, null, read);
  }

  private void check(BackupFile file, @Nullable FileChannel out, LongConsumer moved)
      throws IOException {
    MessageDigest digest = Digests.sha256();
    long size;
    try {
      size = transfer(path(file.sha256()), digest, out, moved);
    } catch (NoSuchFileException e) {
      throw BackupException.damaged(
          "%s is missing: the content of %s".formatted(e.getFile(), file.path()), e);
    }
    if (size != file.size() || !Digests.text(digest.digest()).equals(file.sha256())) {
      throw BackupException.damaged(
          "%s is not what was written: the content of %s"
              .formatted(path(file.sha256()), file.path()),
          null);
    }
  }

  /** Removes what nobody names. */
  int keepOnly(Set<String> named) throws IOException {
    int removed = 0;
    for (Path file : all()) {
      if (!named.contains(file.getFileName().toString())) {
        Files.delete(file);
        removed++;
      }
    }
    return removed;
  }

  private Set<Path> all() throws IOException {
    Set<Path> all = new HashSet<>();
    List<Path> prefixes;
    try (Stream<Path> found = Files.list(folder)) {
      prefixes = found.filter(Files::isDirectory).toList();
    }
    for (Path prefix : prefixes) {
      try (Stream<Path> files = Files.list(prefix)) {
        files.forEach(all::add);
      }
    }
    return all;
  }

  private Path path(String sha256) {
    return folder.resolve(sha256.substring(0, PREFIX)).resolve(sha256);
  }

  private static long transfer(
      Path from, MessageDigest digest, @Nullable FileChannel out, LongConsumer moved)
      throws IOException {
    long size = 0;
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
        digest.update(buffer.flip());
        buffer.rewind();
        while (out != null && buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
        moved.accept(n);
      }
    }
    return size;
  }
}
