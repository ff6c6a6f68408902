package dev.touchstone.ingest;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one source's rejected rows, to be mended and imported again: blobs under the paths
 * that they have in the source, not packed, with the header of the original and the rejected rows
 * byte for byte, and a file {@code rejections.ndjson} that says why each was rejected. It is
 * created with the first rejected row, for its owner's eyes only, and nothing that exists is
 * overwritten.
 *
 * <p>Rows that were too long to be kept, and blobs that were rejected as a whole, are named in
 * {@code rejections.ndjson} only, with the place of their bytes in the original.
 *
 * <p>Belongs to one thread and one import.
 */
public final class RejectedRows implements Closeable {
  public static final String REJECTIONS = "rejections.ndjson";
  private static final int MOST_NAMES_TRIED = 1_000;

  /** How many rejections are kept to be shown. */
  public static final int MOST_SHOWN = 20;

  private final @Nullable Path wanted;
  private final List<Rejection> first = new ArrayList<>();
  private long count;
  private @Nullable Path folder;
  private @Nullable RejectionWriter rejections;
  private @Nullable RejectedBlob current;

  /**
   * @param folder where to create the folder; if there is something already, the same name with
   *     {@code -2}, {@code -3}, … is taken
   */
  public RejectedRows(Path folder) {
    this(Optional.of(folder));
  }

  private RejectedRows(Optional<Path> folder) {
    this.wanted = folder.orElse(null);
  }

  /** Keeps the first rejections to be shown, and writes nothing. */
  public static RejectedRows unwritten() {
    return new RejectedRows(Optional.empty());
  }

  /** How many rows were rejected. */
  public long count() {
    return count;
  }

  /** The first rejections. */
  public List<Rejection> first() {
    return List.copyOf(first);
  }

  /** The folder that was created; empty if nothing was rejected. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /**
   * Writes a rejected row.
   *
   * @param header the header of its blob
   * @param row its bytes; null if they were not kept
   */
  void add(Blob blob, RawBytes header, Rejection rejection, @Nullable RawBytes row)
      throws IOException {
    count++;
    if (first.size() < MOST_SHOWN) {
      first.add(rejection);
    }
    if (wanted == null) {
      return;
    }
    if (folder == null) {
      folder = createFolder(wanted);
    }
    if (rejections == null) {
      rejections = new RejectionWriter(create(folder.resolve(REJECTIONS)));
    }
    Long line = row == null ? null : blob(blob, header, folder).add(row);
    rejections.write(rejection, line);
  }

  private RejectedBlob blob(Blob blob, RawBytes header, Path inside) throws IOException {
    if (current != null && current.blob().equals(blob)) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    Path file = inside.resolve(blob.unpackedPath()).normalize();
    if (!file.startsWith(inside)) {
      throw new IOException("the blob's name leads out of the folder");
    }
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? inside : parent, ownerOnly(inside, "rwx------"));
    current = new RejectedBlob(blob, header, create(file));
    return current;
  }

  private static Path createFolder(Path wanted) throws IOException {
    Path absolute = wanted.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(absolute.toString());
    }
    Files.createDirectories(parent);
    FileAlreadyExistsException taken = new FileAlreadyExistsException(absolute.toString());
    for (int number = 1; number <= MOST_NAMES_TRIED; number++) {
      String suffix = number == 1 ? "" : "-" + number;
      try {
        return Files.createDirectory(
            parent.resolve(absolute.getFileName() + suffix), ownerOnly(parent, "rwx------"));
      } catch (FileAlreadyExistsException e) {
        taken = e;
      }
    }
    throw taken;
  }

  private static OutputStream create(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Files.createFile(file, ownerOnly(parent == null ? file : parent, "rw-------"));
    return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.WRITE));
  }

  /** Nothing where the file system has no such permissions. */
  private static FileAttribute<?>[] ownerOnly(Path near, String permissions) throws IOException {
    return Files.getFileStore(near).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Hands what is held back to the operating system, so that it outlives this process. */
  void flush() throws IOException {
    if (current != null) {
      current.flush();
    }
    if (rejections != null) {
      rejections.flush();
    }
  }

  /** Writes what is still held back. Closing again does nothing. */
  @Override
  public void close() throws IOException {
    try {
      if (current != null) {
        current.close();
      }
    } finally {
      if (rejections != null) {
        rejections.close();
      }
    }
  }
}
