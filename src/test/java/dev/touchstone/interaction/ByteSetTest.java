package dev.touchstone.interaction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSetTest {
  private static final String CHARACTERS = "\"\\&\u007f";

  private final ByteSet set = ByteSet.controlsAnd(CHARACTERS);

  @Test
  void everyByteAtEveryPlaceOfEightIsJudgedByItself() {
    for (int place = 0; place < 20; place++) {
      for (int b = 0; b < 256; b++) {
        byte[] bytes = "aaaaaaaaaaaaaaaaaaaa".getBytes(US_ASCII);
        bytes[place] = (byte) b;
        assertThat(set.find(bytes, 0, bytes.length)).isEqualTo(naive(bytes, 0, bytes.length));
      }
    }
  }

  @Test
  void theFirstOfAnyBytesIsFoundBetweenAnyEnds() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("ByteSetTest: replay with -Dseed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      for (int b = 0; b < bytes.length; b++) {
        // Few of them, or every search would end at once.
        bytes[b] = random.nextInt(8) == 0 ? bytes[b] : (byte) (bytes[b] | 0x80);
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      assertThat(set.find(bytes, from, to)).isEqualTo(naive(bytes, from, to));
    }
  }

  private static int naive(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] >= 0 && (bytes[i] < ' ' || CHARACTERS.indexOf(bytes[i]) >= 0)) {
        return i;
      }
    }
    return to;
  }
}
