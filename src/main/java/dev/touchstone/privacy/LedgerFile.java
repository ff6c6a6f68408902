package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.touchstone.privacy.LedgerEntry.Head;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The ledger as a file of its own, one entry a line, which no backup of the data has: so data that
 * is older than it is noticed. Only the owner may read and write it. For one thread at a time.
 */
final class LedgerFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private Head head;
  private long length;

  private LedgerFile(Path file, FileChannel channel, Head head, long length) {
    this.file = file;
    this.channel = channel;
    this.head = head;
    this.length = length;
  }

  static boolean exists(Path file) {
    return Files.exists(file);
  }

  /**
   * Makes the file, empty.
   *
   * @throws LedgerException if it is there
   */
  static LedgerFile create(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), own(file));
      channel.force(true);
      syncFolder(file);
      return new LedgerFile(file, channel, Head.EMPTY, 0);
    } catch (FileAlreadyExistsException e) {
      throw new LedgerException(file + " is there already; nothing is written over", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens the file and checks it. A last line that a crash left unfinished was never acknowledged
   * and is taken away.
   *
   * @param entries is given each entry
   * @throws LedgerException if entries do not follow each other
   */
  static LedgerFile open(Path file, Consumer<LedgerEntry> entries) {
    try {
      FileChannel channel = FileChannel.open(file, READ, WRITE);
      try {
        Read read = read(file, entries);
        channel.truncate(read.bytes());
        return new LedgerFile(file, channel, read.head(), read.bytes());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a look through a file found: how far it goes, and where its last whole line ends. */
  record Read(Head head, long bytes) {}

  /**
   * Reads and checks a file.
   *
   * @param entries is given each entry
   * @throws LedgerException if entries do not follow each other
   */
  static Read read(Path file, Consumer<LedgerEntry> entries) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      LedgerLines lines = new LedgerLines(in);
      LedgerChain chain = new LedgerChain(String.valueOf(file), Head.EMPTY);
      for (String line = lines.next(); line != null; line = lines.next()) {
        entries.accept(chain.next(line));
      }
      return new Read(chain.head(), lines.bytes());
    }
  }

  /** Reads all entries again. */
  void forEach(Consumer<LedgerEntry> entries) {
    try {
      read(file, entries);
    } catch (IOException e) {
      throw new StoreException.Unavailable("the ledger of erasures cannot be read: " + e, e);
    }
  }

  Head head() {
    return head;
  }

  /**
   * Writes an entry behind the last, and syncs.
   *
   * @throws StoreException.Unavailable if that cannot be; then it is not there
   */
  void append(LedgerEntry entry) {
    if (entry.position() != head.entries() || !entry.before().equals(head.digest())) {
      throw new IllegalStateException("not the next entry of " + file);
    }
    try {
      // Of an entry that could not be written something may be left.
      channel.truncate(length);
      ByteBuffer line = ByteBuffer.wrap((entry.text() + "\n").getBytes(UTF_8));
      long end = length;
      while (line.hasRemaining()) {
        end += channel.write(line, end);
      }
      channel.force(true);
      length = end;
      head = entry.head();
    } catch (IOException e) {
      throw new StoreException.Unavailable("the ledger of erasures cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FileAttribute<?>[] own(Path file) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void syncFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && isPosix(file)) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
