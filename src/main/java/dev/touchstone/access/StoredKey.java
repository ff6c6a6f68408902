package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

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

  /** What is known of it, in words; of the secret's digest only another digest's beginning. */
  String facts() {
    String roles = key.roles().stream().sorted().map(Role::text).collect(joining(","));
    return "made %s; roles %s; expires %s; revoked %s; secret %s"
        .formatted(
            time(key.created(), ""),
            roles,
            time(key.expires(), "never"),
            time(key.revoked(), "no"),
            Digest.sha256(sha256).substring(0, 8));
  }

  private static String time(@Nullable Instant time, String otherwise) {
    return time == null ? otherwise : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static StoredKey of(ApiKey key, KeyText text) {
    return new StoredKey(key, Digest.sha256(text.secret()));
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
