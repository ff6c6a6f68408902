package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a key: contact, type, descending time, id. Compared as unsigned bytes, keys stand in
 * the order of the storage contract, and no part is a prefix of another of its kind, so all rows of
 * a contact, or of a contact and type, are one range. All methods are pure.
 *
 * <pre>
 * contact   00                              no contact
 *           01 · 16 bytes                   a GUID
 *           02 · length (1 byte) · UTF-8    any other id
 * type      name · 00
 * time      5 bytes: the complement of 2 · seconds since 0001-01-01T00:00:00Z + (1 if it has nanoseconds)
 *           4 bytes: the complement of the nanoseconds, only if it has some
 * id        01 · 16 bytes                   a GUID
 *           02 · UTF-8 to the end           any other id
 * </pre>
 */
public final class KeyCodec {
  private static final int NONE = 0;
  private static final int GUID = 1;
  private static final int TEXT = 2;
  private static final int SECONDS_BYTES = 5;
  private static final int NANOS_BYTES = 4;
  private static final long SECONDS_MASK = 0xFF_FFFF_FFFFL;
  private static final long NANOS_MASK = 0xFFFF_FFFFL;

  /** Seconds from 0001-01-01T00:00:00Z to 1970-01-01T00:00:00Z. */
  private static final long SECONDS_TO_EPOCH = 62_135_596_800L;

  private KeyCodec() {}

  /** A key, read back. */
  public record Key(ContactId contact, TypeName type, Position position) {}

  public static byte[] encode(Interaction interaction) {
    return encode(interaction.contact(), interaction.type(), Position.of(interaction));
  }

  public static byte[] encode(ContactId contact, TypeName type, Position position) {
    ByteWriter out = new ByteWriter(64);
    putContact(out, contact);
    putType(out, type);
    putPosition(out, position);
    return out.toBytes();
  }

  /** What all keys of a contact begin with, and no other key. */
  public static byte[] encode(ContactId contact) {
    ByteWriter out = new ByteWriter(32);
    putContact(out, contact);
    return out.toBytes();
  }

  /** What all keys of a contact and type begin with, and no other key. */
  public static byte[] encode(ContactId contact, TypeName type) {
    ByteWriter out = new ByteWriter(64);
    putContact(out, contact);
    putType(out, type);
    return out.toBytes();
  }

  /**
   * The first bytes of the keys of a contact and type whose rows are at {@code latest} or older.
   */
  public static byte[] encode(ContactId contact, TypeName type, Instant latest) {
    ByteWriter out = new ByteWriter(64);
    putContact(out, contact);
    putType(out, type);
    putTime(out, latest);
    return out.toBytes();
  }

  /** A position alone; as bytes it compares like the position itself. */
  public static byte[] encode(Position position) {
    ByteWriter out = new ByteWriter(32);
    putPosition(out, position);
    return out.toBytes();
  }

  /**
   * Reads a key.
   *
   * @throws StoreException.Damaged if the bytes are none
   */
  public static Key decode(byte[] key) {
    ByteReader in = new ByteReader(key);
    return checked(
        () -> new Key(getContact(in), new TypeName(in.getTextToZero()), getPosition(in)));
  }

  /**
   * Reads a position alone.
   *
   * @throws StoreException.Damaged if the bytes are none
   */
  public static Position decodePosition(byte[] position) {
    ByteReader in = new ByteReader(position);
    return checked(() -> getPosition(in));
  }

  /**
   * Reads the position that a key ends with.
   *
   * @param from where it begins: behind the contact and type
   * @param to where the key ends
   * @throws StoreException.Damaged if the bytes are none
   */
  public static Position decodePosition(byte[] key, int from, int to) {
    ByteReader in = new ByteReader(key, from, to);
    return checked(() -> getPosition(in));
  }

  /**
   * The smallest bytes that are greater than every key with this prefix; null if there are none.
   */
  public static byte @Nullable [] afterPrefix(byte[] prefix) {
    for (int i = prefix.length - 1; i >= 0; i--) {
      if (prefix[i] != (byte) 0xFF) {
        byte[] after = Arrays.copyOf(prefix, i + 1);
        after[i]++;
        return after;
      }
    }
    return null;
  }

  private static void putContact(ByteWriter out, ContactId contact) {
    UUID guid = contact.guid();
    if (contact.isNone()) {
      out.put(NONE);
    } else if (guid != null) {
      putGuid(out.put(GUID), guid);
    } else {
      byte[] text = contact.value().getBytes(UTF_8);
      out.put(TEXT).put(text.length).put(text);
    }
  }

  private static ContactId getContact(ByteReader in) {
    return switch (in.get()) {
      case NONE -> ContactId.NONE;
      case GUID -> new ContactId(getGuid(in));
      case TEXT -> ContactId.parse(in.getText(in.get()));
      default -> throw ByteReader.damaged("an unknown kind of contact id");
    };
  }

  private static void putType(ByteWriter out, TypeName type) {
    out.putText(type.value()).put(0);
  }

  private static void putPosition(ByteWriter out, Position position) {
    putTime(out, position.timestamp());
    putId(out, position.id());
  }

  private static Position getPosition(ByteReader in) {
    return new Position(getTime(in), getId(in));
  }

  private static void putTime(ByteWriter out, Instant time) {
    long seconds = time.getEpochSecond() + SECONDS_TO_EPOCH;
    int nanos = time.getNano();
    out.putBigEndian(~(seconds * 2 + (nanos > 0 ? 1 : 0)), SECONDS_BYTES);
    if (nanos > 0) {
      out.putBigEndian(~nanos, NANOS_BYTES);
    }
  }

  private static Instant getTime(ByteReader in) {
    long secondsAndFlag = ~in.getBigEndian(SECONDS_BYTES) & SECONDS_MASK;
    boolean hasNanos = (secondsAndFlag & 1) == 1;
    long nanos = hasNanos ? ~in.getBigEndian(NANOS_BYTES) & NANOS_MASK : 0;
    if (hasNanos && (nanos == 0 || nanos > 999_999_999)) {
      throw ByteReader.damaged("nanoseconds out of range");
    }
    return Instant.ofEpochSecond((secondsAndFlag >>> 1) - SECONDS_TO_EPOCH, nanos);
  }

  private static void putId(ByteWriter out, InteractionId id) {
    UUID guid = id.guid();
    if (guid != null) {
      putGuid(out.put(GUID), guid);
    } else {
      out.put(TEXT).putText(id.value());
    }
  }

  private static InteractionId getId(ByteReader in) {
    return switch (in.get()) {
      case GUID -> new InteractionId(getGuid(in));
      case TEXT -> new InteractionId(in.getText(in.remaining()));
      default -> throw ByteReader.damaged("an unknown kind of interaction id");
    };
  }

  private static void putGuid(ByteWriter out, UUID guid) {
    out.putBigEndian(guid.getMostSignificantBits(), Long.BYTES);
    out.putBigEndian(guid.getLeastSignificantBits(), Long.BYTES);
  }

  private static UUID getGuid(ByteReader in) {
    long high = in.getBigEndian(Long.BYTES);
    return new UUID(high, in.getBigEndian(Long.BYTES));
  }

  private static <T> T checked(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw ByteReader.damaged("a key of no known form");
    }
  }
}
