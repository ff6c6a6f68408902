package dev.touchstone.privacy.signature;

import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A public key: it tells whether a signature was made with the private key that belongs to it.
 *
 * @param id names it, and cannot be chosen: it is a digest of the key
 * @param made since when it signs; null where that is not known
 * @param retired since when it signs no more; null if it still may
 */
public record VerifyingKey(
    String id, PublicKey key, @Nullable Instant made, @Nullable Instant retired) {

  static VerifyingKey of(PublicKey key, @Nullable Instant made, @Nullable Instant retired) {
    return new VerifyingKey(KeyId.of(key), key, made, retired);
  }

  VerifyingKey retiredAt(Instant time) {
    return new VerifyingKey(id, key, made, retired == null ? time : retired);
  }

  /** Whether a signature is this key's, and over these bytes. */
  public boolean verify(byte[] message, Signature signature) {
    return signature.keyId().equals(id) && Ed25519.verify(key, message, signature.bytes());
  }
}
