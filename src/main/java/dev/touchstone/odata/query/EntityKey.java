package dev.touchstone.odata.query;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.KeyCodec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The key of an interaction as one text: base64url without padding of what the store's key is made
 * of. All methods are pure.
 */
final class EntityKey {
  private static final int MAX_LENGTH = 600;

  private EntityKey() {}

  static String of(Interaction row) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(KeyCodec.encode(row));
  }

  /** What a key stands for; null if it stands for nothing. */
  static KeyCodec.@Nullable Key parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      return KeyCodec.decode(Base64.getUrlDecoder().decode(text));
    } catch (StoreException.Damaged | IllegalArgumentException e) {
      return null;
    }
  }
}
