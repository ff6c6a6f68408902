package dev.touchstone.privacy.signature;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A signature and the key that made it. Immutable.
 *
 * <p>It is over bytes as they are, so that other tools can verify it. What is signed must therefore
 * say itself what it is, in its first bytes: a receipt is not to be taken for a package.
 */
public final class Signature {
  /** How long every signature is. */
  public static final int BYTES = 64;

  private final String keyId;
  private final byte[] bytes;

  /**
   * @param keyId as {@link VerifyingKey#id} has it
   * @throws InvalidValueException if one of them is none
   */
  public Signature(String keyId, byte[] bytes) {
    this.keyId = KeyId.check(keyId);
    this.bytes = bytes.clone();
    if (bytes.length != BYTES) {
      throw new InvalidValueException(
          bytes.length + " bytes", "a signature of " + BYTES + " bytes");
    }
  }

  /**
   * Reads what {@link #text} gives.
   *
   * @throws InvalidValueException if it is none
   */
  public static Signature parse(String keyId, String text) {
    try {
      return new Signature(keyId, Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException(text, "a signature of 64 bytes in Base64");
    }
  }

  public String keyId() {
    return keyId;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes in Base64. */
  public String text() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Signature that
        && keyId.equals(that.keyId)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Signature[by " + keyId + "]";
  }
}
