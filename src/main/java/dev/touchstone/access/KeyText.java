package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of an API key: {@code ts_<id>_<secret><check>}.
 *
 * <p>The secret is {@value #SECRET_LENGTH} letters and digits drawn one by one: 256 bits. The check
 * is a checksum of all before it, so that a key cut off in copying is told from one that was never
 * there, and so that scanners of source code recognise a key for sure; it protects nothing.
 *
 * @param id {@value #ID_LENGTH} lower-case letters and digits, not secret
 * @param secret known to the key's owner only
 */
record KeyText(String id, String secret) {
  static final String PREFIX = "ts_";
  static final int ID_LENGTH = 10;
  static final int SECRET_LENGTH = 43;

  private static final int CHECK_LENGTH = 6;
  private static final String DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int LOWER_DIGITS = 36;
  private static final int ID_END = PREFIX.length() + ID_LENGTH;
  private static final int SECRET_END = ID_END + 1 + SECRET_LENGTH;
  private static final int LENGTH = SECRET_END + CHECK_LENGTH;

  static KeyText random(SecureRandom random) {
    return new KeyText(
        draw(random, ID_LENGTH, LOWER_DIGITS), draw(random, SECRET_LENGTH, DIGITS.length()));
  }

  /** Reads a key, or gives null if it is not a whole one. */
  static @Nullable KeyText parse(String text) {
    if (text.length() != LENGTH
        || !text.startsWith(PREFIX)
        || text.charAt(ID_END) != '_'
        || !hasOnly(LOWER_DIGITS, text, PREFIX.length(), ID_END)
        || !hasOnly(DIGITS.length(), text, ID_END + 1, LENGTH)) {
      return null;
    }
    KeyText key =
        new KeyText(
            text.substring(PREFIX.length(), ID_END), text.substring(ID_END + 1, SECRET_END));
    return text.startsWith(key.check(), SECRET_END) ? key : null;
  }

  /** Whether a part of a text is made of the first so many digits. */
  private static boolean hasOnly(int digits, String text, int from, int to) {
    for (int i = from; i < to; i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0 || digit >= digits) {
        return false;
      }
    }
    return true;
  }

  /** The whole text: a secret, to be shown once. */
  String reveal() {
    return body() + check();
  }

  @Override
  public String toString() {
    return PREFIX + id + "_…";
  }

  private String body() {
    return PREFIX + id + "_" + secret;
  }

  private String check() {
    CRC32 crc = new CRC32();
    crc.update(body().getBytes(US_ASCII));
    StringBuilder check = new StringBuilder();
    long rest = crc.getValue();
    for (int i = 0; i < CHECK_LENGTH; i++) {
      check.append(DIGITS.charAt((int) (rest % DIGITS.length())));
      rest /= DIGITS.length();
    }
    return check.toString();
  }

  private static String draw(SecureRandom random, int length, int digits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(DIGITS.charAt(random.nextInt(digits)));
    }
    return text.toString();
  }
}
