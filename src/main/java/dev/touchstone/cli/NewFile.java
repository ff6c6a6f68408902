package dev.touchstone.cli;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Writes a file that has its name only when it is whole and safe on the disk. Only its owner may
 * read it. What was begun and not completed is removed.
 */
final class NewFile {
  private static final int BUFFER_BYTES = 64 * 1024;

  private NewFile() {}

  /** Writes the content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Checks before the work that there is no file of that name.
   *
   * @throws CommandException if there is one
   */
  static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new CommandException(
          ExitCode.USAGE, file + " is there already; name another file with --out", null);
    }
  }

  /**
   * Writes a file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
   */
  static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path name = target.getFileName();
    write(target, target.resolveSibling("." + name + "." + UUID.randomUUID() + ".part"), content);
  }

  /**
   * Writes a file.
   *
   * @param begun its name until it is whole, in the same folder
   * @throws java.nio.file.FileAlreadyExistsException if there is one of that name
   */
  static void write(Path target, Path begun, Content content) throws IOException {
    try {
      try (FileChannel channel = FileChannel.open(begun, Set.of(CREATE_NEW, WRITE), mode(begun));
          OutputStream out =
              new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      name(begun, target);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** A link fails where the name is taken, a move might take it away; not every disk has links. */
  private static void name(Path begun, Path target) throws IOException {
    try {
      Files.createLink(target, begun);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.move(begun, target);
    }
  }

  private static FileAttribute<?>[] mode(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
