package dev.touchstone.store.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hold of one process on a folder: a lock of the operating system on the file {@value #FILE},
 * which ends with the process however it ends. The text of the file is the id of the process.
 */
final class FolderLock implements AutoCloseable {
  static final String FILE = "LOCK";

  /**
   * The byte that is locked, far behind the text: where locks keep others from reading, the text
   * stays readable.
   */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int LONGEST_PID = 20;
  private static final Pattern PID = Pattern.compile("[0-9]+");

  /**
   * The folders that this process holds. It must be asked first: on POSIX systems a process loses
   * its lock when it closes any channel of the file, also one that was opened only to try.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting.
   *
   * @param folder its real path
   * @throws DataFolderException if it is taken
   */
  static FolderLock take(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw inUse(folder, "this very process has it open");
    }
    try {
      return new FolderLock(folder, lockedChannel(folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static FileChannel lockedChannel(Path folder) throws IOException {
    FileChannel channel = DataFolder.openOwn(folder.resolve(FILE));
    try {
      @Nullable FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw inUse(folder, "process " + pidIn(channel));
      }
      writePid(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static String pidIn(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_PID);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), US_ASCII).strip();
    return PID.matcher(pid).matches() ? pid : "unknown";
  }

  private static void writePid(FileChannel channel) throws IOException {
    channel.truncate(0);
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(US_ASCII)), 0);
  }

  private static DataFolderException inUse(Path folder, String owner) {
    return new DataFolderException(
        "data folder %s is in use by another Touchstone (%s); stop that one, or choose another folder"
            .formatted(folder, owner),
        null);
  }

  /** Releases the lock; the file stays, since another process may just be opening it. */
  @Override
  public void close() {
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(folder);
    }
  }
}
