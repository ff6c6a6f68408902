package dev.touchstone.privacy.packages;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that makes a package another one than was signed.
 *
 * @param file of the package; null if it is none in particular
 * @param row of that file, 1 being the first; 0 if it is none in particular
 * @param message a sentence for people
 */
public record Problem(Kind kind, @Nullable String file, long row, String message) {

  /** What is wrong. */
  public enum Kind {
    /** It is no package, or of a format that is not known. */
    NOT_A_PACKAGE,
    /** Its end is missing. */
    CUT_SHORT,
    /** The manifest is not the one that was signed. */
    MANIFEST_ALTERED,
    /** It was signed with a key that is none of those given. */
    UNKNOWN_KEY,
    /** It is about another contact than was expected, or its manifest is about another. */
    OTHER_CONTACT,
    MISSING_FILE,
    EXTRA_FILE,
    FILE_ALTERED,
    ROW_MISSING,
    ROW_ADDED,
    ROW_ALTERED,
    ROWS_REORDERED,
    /** All files are as they were signed, but not the bytes of the ZIP around them. */
    CONTAINER_ALTERED;

    /** The name that programs read. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Problem of(Kind kind, String message) {
    return new Problem(kind, null, 0, message);
  }

  static Problem of(Kind kind, String file, String message) {
    return new Problem(kind, file, 0, message);
  }
}
