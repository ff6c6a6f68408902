package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/**
 * A key as the file has it.
 *
 * <p>The secret is 256 random bits, so a plain SHA-256 is right: nobody can try 2^256 secrets, at
 * any speed. A slow hash is for passwords, which people choose; here it would only let strangers
 * make the server work.
 *
 * @param sha256 of the secret, 64 lower-case hex digits
 */
record StoredKey(ApiKey key, String sha256) {
  /** Whether a secret is this key's; takes the same time for every wrong one. */
  boolean isSecret(String secret) {
    byte[] digest = Digest.sha256(secret).getBytes(US_ASCII);
    return MessageDigest.isEqual(digest, sha256.getBytes(US_ASCII));
  }

  static StoredKey of(ApiKey key, KeyText text) {
    return new StoredKey(key, Digest.sha256(text.secret()));
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
