package dev.touchstone.odata;

import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Makes and reads the tokens that a page ends with. Thread-safe.
 *
 * <p>A token is opaque, made of characters that a URL takes, authenticated, and bound to the
 * contact, type and dates of the call that got it: with others, or altered, it is refused. It
 * begins with the letter A, so nothing takes it for a moment in time.
 *
 * <p>The content of its {@link TokenSeal} is the position, as {@link KeyCodec} writes it. It does
 * not expire: a position stays right for as long as rows are there.
 */
public final class SkipTokens {
  public static final int KEY_BYTES = 32;

  private static final int KIND = 1;
  private static final int MAX_LENGTH = 256;

  private final byte[] key;
  private final TokenSeal seal;

  /**
   * @param key {@value #KEY_BYTES} random bytes; tokens made under another key are refused
   */
  public SkipTokens(byte[] key) {
    this.key = key.clone();
    this.seal = new TokenSeal(key, KIND);
  }

  /** Makes tokens of another kind with the same key. */
  public TokenSeal seal(int kind) {
    return new TokenSeal(key, kind);
  }

  /** The token with which the rows of this query go on behind a position. */
  String write(Query query, Position position) {
    return seal.seal(binding(query), KeyCodec.encode(position));
  }

  /**
   * The position that a token stands for.
   *
   * @throws ODataException if the token was not made here for a query of this contact, type and
   *     dates
   */
  Position read(Query query, String token) {
    byte[] place = seal.open(binding(query), token, MAX_LENGTH);
    if (place == null) {
      throw refused(token);
    }
    return KeyCodec.decodePosition(place);
  }

  private static byte[] binding(Query query) {
    byte[] list = KeyCodec.encode(query.contact(), query.type());
    Instant from = query.range().from();
    Instant to = query.range().to();
    return ByteBuffer.allocate(list.length + 2 * (Long.BYTES + Integer.BYTES))
        .put(list)
        .putLong(from.getEpochSecond())
        .putInt(from.getNano())
        .putLong(to.getEpochSecond())
        .putInt(to.getNano())
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
