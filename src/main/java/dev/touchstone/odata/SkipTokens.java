package dev.touchstone.odata;

import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the tokens that a page ends with. Thread-safe.
 *
 * <p>A token is opaque, made of characters that a URL takes, authenticated, and bound to the
 * contact, type and dates of the call that got it: with others, or altered, it is refused. It
 * begins with the letter A, so nothing takes it for a moment in time.
 *
 * <pre>
 * base64url without padding of
 *   1 byte     version: 01
 *   16 bytes   the first half of HMAC-SHA256 over version · contact · type · from · to · position
 *   …          position, as {@link KeyCodec} writes it
 * </pre>
 *
 * <p>It does not expire: a position stays right for as long as rows are there.
 */
public final class SkipTokens {
  public static final int KEY_BYTES = 32;

  private static final byte VERSION = 1;
  private static final int MAC_BYTES = 16;
  private static final int PLACE = 1 + MAC_BYTES;
  private static final int MAX_LENGTH = 256;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;

  /**
   * @param key {@value #KEY_BYTES} random bytes; tokens made under another key are refused
   */
  public SkipTokens(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of " + KEY_BYTES + " bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The token with which the rows of this query go on behind a position. */
  String write(Query query, Position position) {
    byte[] place = KeyCodec.encode(position);
    ByteBuffer token = ByteBuffer.allocate(PLACE + place.length);
    token.put(VERSION).put(mac(query, place)).put(place);
    return ENCODER.encodeToString(token.array());
  }

  /**
   * The position that a token stands for.
   *
   * @throws ODataException if the token was not made here for a query of this contact, type and
   *     dates
   */
  Position read(Query query, String token) {
    byte[] bytes = decode(token);
    byte[] found = Arrays.copyOfRange(bytes, 1, PLACE);
    byte[] place = Arrays.copyOfRange(bytes, PLACE, bytes.length);
    if (!MessageDigest.isEqual(found, mac(query, place))) {
      throw refused(token);
    }
    return KeyCodec.decodePosition(place);
  }

  /** Takes the one spelling that {@link #write} would use: no padding, no spare bits, no spaces. */
  private static byte[] decode(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.length() > MAX_LENGTH ? "" : token);
    } catch (IllegalArgumentException e) {
      throw refused(token);
    }
    boolean canonical = ENCODER.encodeToString(bytes).equals(token);
    if (!canonical || bytes.length <= PLACE || bytes[0] != VERSION) {
      throw refused(token);
    }
    return bytes;
  }

  private byte[] mac(Query query, byte[] place) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(VERSION);
      mac.update(KeyCodec.encode(query.contact(), query.type()));
      mac.update(bytes(query.range().from()));
      mac.update(bytes(query.range().to()));
      mac.update(place);
      return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Instant moment) {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
        .putLong(moment.getEpochSecond())
        .putInt(moment.getNano())
        .array();
  }

  private static ODataException refused(String token) {
    return ODataError.badArgument(
        ("The parameter 'SkipToken' is not valid: '%s' is not accepted; accepted is the unaltered"
                + " NextSkipToken of an answer to the same ContactId, InteractionType, DateFrom and"
                + " DateTo.")
            .formatted(Shown.of(token)));
  }
}
