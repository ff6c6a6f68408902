package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldsBuilderTest {
  private final FieldsBuilder builder = new FieldsBuilder();

  @Test
  void givesWhatAMapWouldInAnyOrder() {
    Random random = Randoms.random(FieldsBuilderTest.class);
    for (int round = 0; round < 500; round++) {
      builder.clear();
      Map<String, String> map = new HashMap<>();
      for (int i = random.nextInt(80); i > 0; i--) {
        String name = Interactions.text(random, 1, 3);
        String value = Interactions.text(random, 0, 2);
        assertThat(builder.put(name, value)).isEqualTo(map.putIfAbsent(name, value) == null);
      }
      assertThat(builder.size()).isEqualTo(map.size());
      assertThat(builder.build()).isEqualTo(Fields.of(map));
    }
  }

  @Test
  void anAbsentValueTakesItsName() {
    assertThat(builder.put("a", null)).isTrue();
    assertThat(builder.put("a", "x")).isFalse();
    assertThat(builder.build()).isEqualTo(Fields.EMPTY);
  }

  @Test
  void theLimitsAreThoseOfFields() {
    builder.put("ContactId", "x");
    assertThatThrownBy(builder::build).isInstanceOf(InvalidValueException.class);
    builder.clear();
    for (int i = 0; i <= Fields.MAX_COUNT; i++) {
      builder.put("c" + i, "x");
    }
    assertThatThrownBy(builder::build).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void textsCompareAsTheirBytesDo() {
    Random random = Randoms.random(FieldsBuilderTest.class);
    String edges = "a\ud7ff\ue000\uffff😀𐀀";
    int[] letters = edges.codePoints().toArray();
    for (int round = 0; round < 5_000; round++) {
      String a = text(random, letters);
      String b = text(random, letters);
      int byBytes = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
      assertThat(Integer.signum(Text.compareUtf8(a, b))).isEqualTo(Integer.signum(byBytes));
    }
  }

  private static String text(Random random, int[] letters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.toString();
  }
}
