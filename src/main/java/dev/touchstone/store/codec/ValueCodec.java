package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Guid;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The bytes of a field's value. The text decides the form: the first one below that gives back
 * exactly that text.
 *
 * <pre>
 * value     (length · 8 + kind) (varint) · bytes
 *   kind 1  GUID in lower case with dashes: 16 bytes                           (length is 0)
 *   kind 2  whole number without sign or leading zero, of up to 18 digits: varint    (length is 0)
 *   kind 3  hexadecimal digits in lower case: length bytes, half as many as digits; at least 4
 *   kind 4  hexadecimal digits in upper case: the same
 *   kind 0  any other text: length bytes of UTF-8
 * </pre>
 */
final class ValueCodec {
  private static final int KIND_BITS = 3;
  private static final int TEXT = 0;
  private static final int GUID = 1;
  private static final int NUMBER = 2;
  private static final int HEX_LOWER = 3;
  private static final int HEX_UPPER = 4;
  private static final int MAX_NUMBER_DIGITS = 18;
  private static final int MIN_HEX_DIGITS = 8;
  private static final HexFormat LOWER = HexFormat.of();
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private ValueCodec() {}

  static void put(ByteWriter out, String value) {
    UUID guid = Guid.parseDashedLower(value);
    if (guid != null) {
      putGuid(out, guid);
      return;
    }
    switch (kindOf(value)) {
      case NUMBER -> out.putVarint(NUMBER).putVarint(Long.parseLong(value));
      case HEX_LOWER -> putBytes(out, HEX_LOWER, LOWER.parseHex(value));
      case HEX_UPPER -> putBytes(out, HEX_UPPER, UPPER.parseHex(value));
      default -> putBytes(out, TEXT, value.getBytes(UTF_8));
    }
  }

  private static int kindOf(String value) {
    if (isNumber(value)) {
      return NUMBER;
    }
    if (value.length() >= MIN_HEX_DIGITS && value.length() % 2 == 0) {
      if (isHex(value, 'a')) {
        return HEX_LOWER;
      }
      if (isHex(value, 'A')) {
        return HEX_UPPER;
      }
    }
    return TEXT;
  }

  private static boolean isNumber(String value) {
    if (value.isEmpty() || value.length() > MAX_NUMBER_DIGITS) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return value.charAt(0) != '0' || value.length() == 1;
  }

  private static boolean isHex(String value, char a) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < a || c > a + 5)) {
        return false;
      }
    }
    return true;
  }

  private static void putGuid(ByteWriter out, UUID guid) {
    out.putVarint(GUID);
    out.putBigEndian(guid.getMostSignificantBits(), Long.BYTES);
    out.putBigEndian(guid.getLeastSignificantBits(), Long.BYTES);
  }

  private static void putBytes(ByteWriter out, int kind, byte[] bytes) {
    out.putVarint(((long) bytes.length << KIND_BITS) | kind).put(bytes);
  }
}
