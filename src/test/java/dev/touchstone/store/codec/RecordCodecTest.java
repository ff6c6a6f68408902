package dev.touchstone.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StoreException;
import dev.touchstone.testing.Randoms;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
  private final Random random = Randoms.random(RecordCodecTest.class);

  @Test
  void keysComeBackAndLieInTheRangesOfTheirPartitionAndKindAlone() {
    for (int i = 0; i < 20_000; i++) {
      Record one = record();
      Record other = record();
      RecordKind kind =
          List.of(RecordKind.values()).get(random.nextInt(RecordKind.values().length));
      byte[] key = RecordCodec.encode(kind, one.partition(), one.key());
      byte[] otherKey = RecordCodec.encode(kind, other.partition(), other.key());
      assertThat(RecordCodec.decode(key, one.value())).isEqualTo(one);
      assertThat(isIn(key, RecordCodec.encode(kind))).isTrue();
      boolean same = Arrays.equals(one.partition(), other.partition());
      assertThat(isIn(otherKey, RecordCodec.encode(kind, one.partition()))).isEqualTo(same);
      if (same) {
        assertThat(Integer.signum(Arrays.compareUnsigned(key, otherKey)))
            .isEqualTo(Integer.signum(Arrays.compareUnsigned(one.key(), other.key())));
      }
    }
  }

  private static boolean isIn(byte[] key, byte[] prefix) {
    return Arrays.compareUnsigned(key, prefix) >= 0
        && Arrays.compareUnsigned(key, RecordCodec.afterPrefix(prefix)) < 0;
  }

  private Record record() {
    return new Record(bytes(2), bytes(3), bytes(4));
  }

  /** Of few different ones, so that they meet. */
  private byte[] bytes(int most) {
    byte[] bytes = new byte[1 + random.nextInt(most)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(3) - 1);
    }
    return bytes;
  }

  @Test
  void whatIsNoKeyIsDamage() {
    for (byte[] key : new byte[][] {{}, {1}, {1, 0}, {1, 0, 0, 1}, {1, 0, 1, 1}, {1, 0, 9, 1, 1}}) {
      assertThatThrownBy(() -> RecordCodec.decode(key, new byte[0]))
          .isInstanceOf(StoreException.Damaged.class);
    }
  }

  @Test
  void kindsHaveNumbersOfTheirOwn() {
    assertThat(Arrays.stream(RecordKind.values()).map(RecordKind::number))
        .doesNotHaveDuplicates()
        .allMatch(number -> number > 0 && number < 128);
    for (RecordKind kind : RecordKind.values()) {
      assertThat(RecordKind.byNumber(kind.number())).hasValue(kind);
    }
    assertThat(RecordKind.byNumber(127)).isEmpty();
  }
}
