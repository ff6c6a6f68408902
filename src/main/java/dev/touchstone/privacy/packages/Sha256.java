package dev.touchstone.privacy.packages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of everything here. */
final class Sha256 {
  static final int BYTES = 32;

  private Sha256() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
