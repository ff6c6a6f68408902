package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Everything that a store holds of a contact, in 32 bytes: SHA-256 over key and row of each
 * interaction, in the order of a scan, each with its length before it. Two stores hold the same of
 * a contact if and only if their digests are equal, whatever engines they are.
 *
 * @param rows how many there are
 * @param bytes of their keys and rows together
 */
public record ContactDigest(long rows, long bytes, ByteBuffer sha256) {
  /** Reads every row of the contact. */
  public static ContactDigest of(InteractionStore store, ContactId contact) {
    MessageDigest digest = sha256Instance();
    long rows = 0;
    long bytes = 0;
    try (Scan scan = store.scan(contact)) {
      while (scan.hasNext()) {
        Interaction row = scan.next();
        bytes += update(digest, KeyCodec.encode(row)) + update(digest, RowCodec.encode(row));
        rows++;
      }
    }
    return new ContactDigest(rows, bytes, ByteBuffer.wrap(digest.digest()).asReadOnlyBuffer());
  }

  private static int update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    digest.update(part);
    return part.length;
  }

  static MessageDigest sha256Instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean isEmpty() {
    return rows == 0;
  }

  @Override
  public String toString() {
    byte[] copy = new byte[sha256.remaining()];
    sha256.duplicate().get(copy);
    return "%d rows, sha256 %s".formatted(rows, HexFormat.of().formatHex(copy));
  }
}
