package dev.touchstone.privacy.packages;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A chain over rows: it begins with 32 bytes of zero, and each row makes it the SHA-256 of what it
 * was, followed by the SHA-256 of the row's line without its end. So it tells every row and the
 * order of all. Not thread-safe.
 */
final class RowChain {
  /** How much of a row's digest is written down, to say which row is another one. */
  static final int SHORT_BYTES = 8;

  private final MessageDigest digest = Sha256.begin();
  private byte[] head = new byte[Sha256.BYTES];

  /** Adds a line, and returns the digest of it. */
  byte[] add(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    byte[] row = digest.digest();
    digest.update(head);
    digest.update(row);
    head = digest.digest();
    return row;
  }

  String text() {
    return HexFormat.of().formatHex(head);
  }
}
