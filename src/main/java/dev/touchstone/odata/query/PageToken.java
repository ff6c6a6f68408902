package dev.touchstone.odata.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.TokenSeal;
import dev.touchstone.store.Place;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on, and what its later pages must still know.
 *
 * @param given how many rows the pages before held
 * @param count how many rows all pages hold; -1 where nobody asked
 * @param pageSize the size of page that the first page was asked for
 * @param last the place of the last row before
 */
record PageToken(long given, long count, int pageSize, Place last) {
  /** A token has the numbers, and the longest contact, type and id, in base64. */
  private static final int MAX_LENGTH = 700;

  private static final int NUMBERS = Long.BYTES + Long.BYTES + Integer.BYTES;

  String seal(TokenSeal seal, String binding) {
    byte[] place = KeyCodec.encode(last.contact(), last.type(), last.position());
    ByteBuffer content = ByteBuffer.allocate(NUMBERS + place.length);
    content.putLong(given).putLong(count).putInt(pageSize).put(place);
    return seal.seal(binding.getBytes(UTF_8), content.array());
  }

  /** Reads a token back; null if it was not made for the binding. */
  static @Nullable PageToken open(TokenSeal seal, String binding, String token) {
    byte[] content = seal.open(binding.getBytes(UTF_8), token, MAX_LENGTH);
    if (content == null || content.length < NUMBERS) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    long given = in.getLong();
    long count = in.getLong();
    int pageSize = in.getInt();
    byte[] place = new byte[in.remaining()];
    in.get(place);
    try {
      KeyCodec.Key key = KeyCodec.decode(place);
      return new PageToken(
          given, count, pageSize, new Place(key.contact(), key.type(), key.position()));
    } catch (StoreException.Damaged e) {
      return null;
    }
  }
}
