package dev.touchstone.privacy.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a contact where no personal data may be: HMAC-SHA256 of its id, the first 16 bytes in
 * hex. Who has the key can tell whether a digest is that of a contact they name, and nobody can
 * read the contact from it. Thread-safe.
 */
public final class ContactDigest implements Function<ContactId, String> {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final SecretKeySpec key;

  /**
   * @param key 32 random bytes
   */
  public ContactDigest(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  @Override
  public String apply(ContactId contact) {
    return ofText(contact.value());
  }

  /** What stands for any other text. */
  public String ofText(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
