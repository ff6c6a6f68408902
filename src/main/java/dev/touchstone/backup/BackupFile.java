package dev.touchstone.backup;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file as a backup has it.
 *
 * @param path in the data folder, with {@code /} between names
 * @param modified when the original was last written
 * @param sha256 of its bytes, 64 lower-case hex digits
 */
public record BackupFile(String path, long size, Instant modified, String sha256) {
  static final int MAX_PATH = 500;
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /** A path may lead nowhere but into the folder: lists of files come from outside. */
  public BackupFile {
    boolean inside =
        path.length() <= MAX_PATH
            && List.of(path.split("/", -1)).stream()
                .allMatch(name -> NAME.matcher(name).matches() && !name.matches("\\.+"));
    if (!inside) {
      throw new IllegalArgumentException("'%s' is not the path of a file".formatted(path));
    }
    if (size < 0 || !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("the size or the digest of %s is none".formatted(path));
    }
  }

  /** Whether an original is surely this file still, without looking into it. */
  boolean isUnchanged(String itsPath, long itsSize, Instant itsModified) {
    return path.equals(itsPath) && size == itsSize && modified.equals(itsModified);
  }
}
