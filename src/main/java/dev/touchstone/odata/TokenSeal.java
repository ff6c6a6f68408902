package dev.touchstone.odata;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes opaque texts of bytes, and reads them back if nobody altered them and they come with what
 * they were bound to. Thread-safe.
 *
 * <pre>
 * base64url without padding of
 *   1 byte     kind
 *   16 bytes   the first half of HMAC-SHA256 over kind · length of the binding (4 bytes) · binding · content
 *   …          content
 * </pre>
 */
public final class TokenSeal {
  private static final int MAC_BYTES = 16;
  private static final int CONTENT = 1 + MAC_BYTES;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Only ever cloned: to find and to key one takes longer than to use it. */
  private final Mac keyed;

  private final byte kind;

  /**
   * @param key {@value SkipTokens#KEY_BYTES} random bytes; what is sealed under another key is
   *     refused
   * @param kind tells tokens of one purpose from those of all others; 1 is a {@link SkipTokens}
   */
  public TokenSeal(byte[] key, int kind) {
    if (key.length != SkipTokens.KEY_BYTES) {
      throw new IllegalArgumentException(
          "a key of " + SkipTokens.KEY_BYTES + " bytes, not " + key.length);
    }
    this.keyed = keyed(key);
    this.kind = (byte) kind;
  }

  /**
   * Seals bytes.
   *
   * @param binding what must be the same when the token comes back
   */
  public String seal(byte[] binding, byte[] content) {
    ByteBuffer token = ByteBuffer.allocate(CONTENT + content.length);
    token.put(kind).put(mac(binding, content)).put(content);
    return ENCODER.encodeToString(token.array());
  }

  /**
   * The bytes that were sealed.
   *
   * @return null if the text is not what {@link #seal} made of this binding
   */
  public byte @Nullable [] open(byte[] binding, String token, int maxLength) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.length() > maxLength ? "" : token);
    } catch (IllegalArgumentException e) {
      return null;
    }
    boolean canonical = ENCODER.encodeToString(bytes).equals(token);
    if (!canonical || bytes.length < CONTENT || bytes[0] != kind) {
      return null;
    }
    byte[] found = Arrays.copyOfRange(bytes, 1, CONTENT);
    byte[] content = Arrays.copyOfRange(bytes, CONTENT, bytes.length);
    return MessageDigest.isEqual(found, mac(binding, content)) ? content : null;
  }

  private byte[] mac(byte[] binding, byte[] content) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(kind);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(binding.length).array());
      mac.update(binding);
      mac.update(content);
      return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
