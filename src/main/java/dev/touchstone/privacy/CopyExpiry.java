package dev.touchstone.privacy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Which notes of copies may go. A copy that lies where it was written is noted for as long as it
 * does, however old it is: an erasure finds it by its note.
 */
final class CopyExpiry {
  private final String host;

  /**
   * @param host this machine, as notes name it
   */
  CopyExpiry(String host) {
    this.host = host;
  }

  /** Whether a note is of before a moment, and nothing is where it says. */
  boolean hasExpired(Copy copy, Instant before) {
    return copy.begun().isBefore(before)
        && (copy.fate().deleted() || !copy.place().isFile() || isGone(copy));
  }

  /**
   * Whether the folder of a copy is there, and its file is not. Of another machine's files nothing
   * is known, and of one that is named after a contact only who knows the contact can tell.
   */
  private boolean isGone(Copy copy) {
    String path = copy.place().path();
    if (!copy.place().host().equals(host) || path.contains("{")) {
      return false;
    }
    try {
      Path file = Path.of(path);
      Path folder = file.getParent();
      return folder != null
          && Files.isDirectory(folder)
          && isAbsent(file)
          && isAbsent(CopyFiles.unfinished(file, copy));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isAbsent(Path file) {
    return Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
  }
}
