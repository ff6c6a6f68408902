package dev.touchstone.privacy.signature;

import dev.touchstone.interaction.InvalidValueException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a key: the first 32 hex digits of the SHA-256 of the public key in DER form. {@code
 * openssl pkey -pubin -outform DER | sha256sum} tells the same.
 */
final class KeyId {
  static final String FORM = "[0-9a-f]{32}";

  private static final int DIGEST_BYTES = 16;
  private static final Pattern PATTERN = Pattern.compile(FORM);

  private KeyId() {}

  static String of(PublicKey key) {
    return HexFormat.of().formatHex(Ed25519.sha256(key.getEncoded()), 0, DIGEST_BYTES);
  }

  static String check(String text) {
    if (!PATTERN.matcher(text).matches()) {
      throw new InvalidValueException(text, "the id of a key: 32 hexadecimal digits");
    }
    return text;
  }
}
