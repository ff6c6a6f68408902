package dev.touchstone.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server has read of the file of keys; reads it again when it changed. Thread-safe. */
final class KeyFileView {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFileView.class);

  private final Path file;
  private final InstantSource clock;
  private final Consumer<Map<String, StoredKey>> changed;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Seen seen;

  /** Says whether a file is still the same one; a file put in place by renaming has a new id. */
  private record Stamp(FileTime modified, long size, @Nullable Object id) {}

  /**
   * @param stamp null where there was no file, or none that could be looked at
   * @param keys null if the file could not be read
   */
  private record Seen(Instant at, @Nullable Stamp stamp, @Nullable Map<String, StoredKey> keys) {}

  /**
   * @param changed told what was read before any of it counts; what it throws, makes it unreadable
   */
  KeyFileView(Path file, InstantSource clock, Consumer<Map<String, StoredKey>> changed) {
    this.file = file;
    this.clock = clock;
    this.changed = changed;
  }

  /** The keys by id; none if there is no file; null while the file cannot be read. */
  @Nullable Map<String, StoredKey> keys() {
    Seen last = seen;
    Instant now = clock.instant();
    if (last == null || isDue(last, now)) {
      last = look(now);
    }
    return last.keys();
  }

  /** Looks at the file before the next answer. */
  void forget() {
    seen = null;
  }

  private static boolean isDue(Seen last, Instant now) {
    Duration since = Duration.between(last.at(), now);
    return since.isNegative() || since.compareTo(ApiKeys.CHECK_INTERVAL) >= 0;
  }

  private Seen look(Instant now) {
    lock.lock();
    try {
      Seen last = seen;
      if (last != null && !isDue(last, now)) {
        return last;
      }
      Seen next = read(last, now);
      seen = next;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private Seen read(@Nullable Seen last, Instant now) {
    Stamp stamp = null;
    try {
      stamp = stamp();
      if (last != null && last.keys() != null && stamp.equals(last.stamp())) {
        return new Seen(now, stamp, last.keys());
      }
      Map<String, StoredKey> keys = Map.copyOf(KeyFile.read(file));
      changed.accept(keys);
      return new Seen(now, stamp, keys);
    } catch (NoSuchFileException e) {
      return new Seen(now, null, Map.of());
    } catch (IOException | RuntimeException e) {
      boolean told = last != null && last.keys() == null;
      if (!told) {
        LOG.error("No API key can be accepted: {}", e.getMessage());
      }
      return new Seen(now, stamp, null);
    }
  }

  private Stamp stamp() throws IOException {
    BasicFileAttributes now =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
  }
}
