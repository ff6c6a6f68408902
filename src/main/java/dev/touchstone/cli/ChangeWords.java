package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.privacy.audit.Noted.Change;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the audit trail tells a change of a key or a setting: on one line that has room there. */
final class ChangeWords {
  private static final String BETWEEN = "; ";
  private static final int MAX_SHOWN = 70;
  private static final int BEGINNING = 48;

  private ChangeWords() {}

  /**
   * A key, of which facts are kept: a new one with all of them, another with those that changed.
   *
   * @param kind of key
   */
  static String ofKey(String kind, Change change) {
    String name = kind + " " + change.name();
    if (change.before() == null) {
      return "%s is new: %s".formatted(name, change.after());
    }
    if (change.after() == null) {
      return "%s is gone; it was: %s".formatted(name, change.before());
    }
    return "%s: %s".formatted(name, difference(change.before(), change.after()));
  }

  /** Facts stand in the same order, each with its name in front. */
  private static String difference(String before, String after) {
    List<String> was = List.of(before.split(BETWEEN, -1));
    List<String> is = List.of(after.split(BETWEEN, -1));
    if (was.size() != is.size()) {
      return shown(before) + " -> " + shown(after);
    }
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < was.size(); i++) {
      if (!was.get(i).equals(is.get(i))) {
        changed.add(was.get(i) + " -> " + is.get(i).substring(is.get(i).indexOf(' ') + 1));
      }
    }
    return String.join(BETWEEN, changed);
  }

  /** A setting: what it was, and what it is. */
  static String ofSetting(Change change) {
    return "%s: %s -> %s".formatted(change.name(), quoted(change.before()), quoted(change.after()));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "nothing" : "'" + shown(text) + "'";
  }

  /** A long text is cut; its digest tells it from others that begin alike. */
  private static String shown(String text) {
    return text.length() <= MAX_SHOWN
        ? text
        : "%s... sha256 %s".formatted(text.substring(0, BEGINNING), digest(text.getBytes(UTF_8)));
  }

  /** The beginning of a SHA-256. */
  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
