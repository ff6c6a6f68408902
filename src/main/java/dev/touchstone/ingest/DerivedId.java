package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The id of a row that came without one: the same content has the same id, for ever.
 *
 * <p>Algorithm 1: SHA-256 over texts, each as its length in UTF-8 (four bytes, the greatest first)
 * and its UTF-8: {@value #ALGORITHM}, contact, type, timestamp as {@link Timestamp#format} writes
 * it, then name and value of every field in the order of {@link Fields}. Contact and type are in
 * their canonical spelling; a row without a contact has an empty one. Version is left out: another
 * version of a row is the same row. The first 16 bytes are the id, a GUID of version 8 (RFC 9562):
 * its version and variant bits are set.
 */
final class DerivedId {
  static final String ALGORITHM = "touchstone-id-1";

  private DerivedId() {}

  static InteractionId of(ContactId contact, TypeName type, Instant timestamp, Fields fields) {
    MessageDigest digest = sha256();
    add(digest, ALGORITHM);
    add(digest, contact.value());
    add(digest, type.value());
    add(digest, Timestamp.format(timestamp));
    for (int i = 0; i < fields.size(); i++) {
      add(digest, fields.name(i));
      add(digest, fields.value(i));
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & (-1L >>> 2)) | Long.MIN_VALUE;
    return InteractionId.parse(new UUID(high, low).toString());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
