package dev.touchstone.testing;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random interactions for tests; deterministic by the random given. */
public final class Interactions {
  private static final List<String> KNOWN_COLUMNS =
      List.of(
          "AccountId",
          "City",
          "EmailAddressUsed",
          "MessageId",
          "PageAddress",
          "Score",
          "SubmittedValues",
          "VisitorId");
  private static final String ALPHABET = "aZ09 ,\"\\\r\n\t\u0000\u0001\u007f/<é߀😀\u2028ÿ";

  private Interactions() {}

  /** Any interaction at all, from the whole range of every part. */
  public static Interaction any(Random random) {
    return new Interaction(
        contact(random),
        type(random),
        timestamp(random),
        id(random),
        version(random),
        fields(random));
  }

  public static ContactId contact(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> ContactId.NONE;
      case 1, 2 -> ContactId.parse(text(random, 1, 20));
      case 3 -> ContactId.parse("x".repeat(1 + random.nextInt(ContactId.MAX_BYTES)));
      default -> ContactId.parse(guid(random).toString());
    };
  }

  public static TypeName type(Random random) {
    List<String> names =
        List.of("EmailSent", "EmailSentTwice", "EmailOpened", "A", "z", "own.type-1");
    return new TypeName(names.get(random.nextInt(names.size())));
  }

  /** Often at the edges of the range, of a second, or equal to another. */
  public static Instant timestamp(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Timestamp.MIN;
      case 1 -> Timestamp.MAX;
      case 2 -> Instant.EPOCH.minusNanos(random.nextInt(3));
      case 3 -> Instant.ofEpochSecond(1_584_385_086L + random.nextInt(3));
      case 4, 5 ->
          Instant.ofEpochSecond(1_584_385_086L + random.nextInt(3), random.nextInt(1_000_000_000));
      case 6 -> Instant.ofEpochSecond(1_584_385_086L, random.nextInt(1000) * 1_000_000L);
      default ->
          Instant.ofEpochSecond(
              random.nextLong(Timestamp.MIN.getEpochSecond(), Timestamp.MAX.getEpochSecond()));
    };
  }

  public static InteractionId id(Random random) {
    return random.nextInt(5) == 0
        ? InteractionId.parse(text(random, 1, 20))
        : InteractionId.parse(guid(random).toString());
  }

  public static long version(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE;
      case 2 -> random.nextLong(Long.MAX_VALUE);
      default -> 1 + random.nextInt(3);
    };
  }

  public static Fields fields(Random random) {
    Map<String, String> fields = new HashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String name =
          random.nextInt(4) > 0
              ? KNOWN_COLUMNS.get(random.nextInt(KNOWN_COLUMNS.size()))
              : "Own" + text(random, 1, 5);
      fields.put(name, value(random));
    }
    return Fields.of(fields);
  }

  /** Values of every form that the row codec tells apart, and their near misses. */
  public static String value(Random random) {
    String guid = guid(random).toString();
    String digits = Long.toString(random.nextLong(Long.MAX_VALUE));
    String hex = guid.replace("-", "");
    return switch (random.nextInt(14)) {
      case 0 -> guid;
      case 1 -> guid.toUpperCase(java.util.Locale.ROOT);
      case 2 -> "{" + guid + "}";
      case 3 -> hex;
      case 4 -> hex.toUpperCase(java.util.Locale.ROOT);
      case 5 -> hex + hex;
      case 6 -> hex.substring(1);
      case 7 -> digits.substring(0, 1 + random.nextInt(digits.length()));
      case 8 -> "0" + digits;
      case 9 -> "-" + digits;
      case 10 -> hex.substring(0, 31) + "G";
      case 11 -> "";
      default -> text(random, 0, 60);
    };
  }

  public static String text(Random random, int minCodePoints, int maxCodePoints) {
    int[] letters = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = minCodePoints + random.nextInt(maxCodePoints - minCodePoints + 1); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }

  public static UUID guid(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
