package dev.touchstone.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** GUIDs are read eight digits at a time, and exactly as if they were read one by one. */
class GuidTest {
  private static final int TEXTS = 20_000;
  private static final Pattern LOWER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DASHED =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");

  /**
   * Beside every digit and the characters next to them, some that are equal in a part of a byte.
   */
  private static final String CHARACTERS =
      "0123456789abcdefABCDEF-{}/:@G`g\u0000\u0010\u0019\u00b0\u00e1\u0130\u0661\uff21?";

  @Test
  void everySpellingOfAGuidIsRead() {
    UUID guid = UUID.fromString("2aac86fe-48a9-5536-a607-97495221c573");
    assertThat(Guid.parse("2aac86fe-48a9-5536-a607-97495221c573")).isEqualTo(guid);
    assertThat(Guid.parse("{2AAC86FE-48A9-5536-A607-97495221C573}")).isEqualTo(guid);
    assertThat(Guid.parse("2AAC86FE48a95536A60797495221C573")).isEqualTo(guid);
    assertThat(Guid.parse("{2AAC86FE48a95536A60797495221C573}")).isEqualTo(guid);
    assertThat(Guid.parse("ffffffff-ffff-ffff-ffff-ffffffffffff")).isEqualTo(new UUID(-1, -1));
    assertThat(Guid.parse("")).isNull();
  }

  @Test
  void readsWhatAPatternReads() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("GuidTest: replay with -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      assertThat(Guid.parseDashedLower(text))
          .as(text)
          .isEqualTo(LOWER.matcher(text).matches() ? digitByDigit(text) : null);
      boolean isGuid = DASHED.matcher(text).matches() || PLAIN.matcher(text).matches();
      assertThat(Guid.parse(text)).as(text).isEqualTo(isGuid ? digitByDigit(text) : null);
    }
  }

  /** Two characters, of which a text in Latin-1 has one. */
  @Test
  void aPairOfSurrogatesIsNoDigits() {
    for (String guid :
        List.of(
            "2aac86fe-48a9-5536-a607-97495221c573",
            "2aac86fe48a95536a60797495221c573",
            "{2aac86fe-48a9-5536-a607-97495221c573}",
            "{2aac86fe48a95536a60797495221c573}")) {
      for (int at = 0; at < guid.length() - 1; at++) {
        for (int pairs = 1; at + 2 * pairs <= guid.length(); pairs += 7) {
          String text = guid.substring(0, at) + "😀".repeat(pairs) + guid.substring(at + 2 * pairs);
          assertThat(Guid.parse(text)).as(text).isNull();
          assertThat(Guid.parseDashedLower(text)).as(text).isNull();
        }
      }
    }
  }

  /** A GUID in some spelling, of which often one character is another. */
  private static String text(Random random) {
    String guid = new UUID(random.nextLong(), random.nextLong()).toString();
    String spelled = random.nextBoolean() ? guid : guid.replace("-", "");
    String text = random.nextInt(4) == 0 ? spelled.toUpperCase(Locale.ROOT) : spelled;
    if (random.nextInt(4) == 0) {
      return text;
    }
    int at = random.nextInt(text.length());
    char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static @Nullable UUID digitByDigit(String text) {
    String digits = text.replace("-", "");
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }
}
