package dev.touchstone.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.testing.Rows;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static long hash(int row) {
    return Buckets.hash(
        Rows.SENT, KeyCodec.encode(Position.of(Rows.row(row, Integer.toString(row % 7)))));
  }

  @Test
  void theHashIsTheOneThatStoredRowsWerePlacedBy() {
    assertThat(Buckets.hash(new TypeName("EmailSent"), new byte[] {1, 2, (byte) 0xFF}))
        .isEqualTo(-283911308435990963L);
    assertThat(Buckets.hash(new TypeName("A"), new byte[0])).isEqualTo(-3124152486079811645L);
  }

  @Test
  void whereARowWasWrittenItIsLookedForLater() {
    for (int row = 0; row < 1_000; row++) {
      long hash = hash(row);
      for (int then = 1; then <= Buckets.MAX_BUCKETS; then *= 2) {
        for (int now = then; now <= Buckets.MAX_BUCKETS; now *= 2) {
          assertThat(Buckets.places(hash, now).toArray()).contains(Buckets.of(hash, then));
        }
      }
      assertThat(Buckets.places(hash, Buckets.MAX_BUCKETS).count()).isLessThanOrEqualTo(11);
    }
  }

  @Test
  void rowsAreSpreadEvenly() {
    int buckets = 16;
    int[] rows = new int[buckets];
    IntStream.range(0, 16_000).forEach(row -> rows[Buckets.of(hash(row), buckets)]++);
    assertThat(IntStream.of(rows)).allMatch(count -> count > 800 && count < 1_200);
  }

  @Test
  void aThousandthOfTheRowsIsMarkedInWhicheverBucket() {
    long marked =
        IntStream.range(0, 200_000).filter(row -> Buckets.USUAL.isMarked(hash(row))).count();
    assertThat(marked).isBetween(130L, 270L);
    assertThat(LongStream.of(0, 1024, 1025).filter(Buckets.USUAL::isMarked)).hasSize(2);
  }

  @Test
  void bucketsAreDoubledUpToALimit() {
    assertThat(Buckets.USUAL.areTooFew(1, 96)).isFalse();
    assertThat(Buckets.USUAL.areTooFew(1, 97)).isTrue();
    assertThat(Buckets.USUAL.areTooFew(512, 512 * 96 + 1)).isTrue();
    assertThat(Buckets.USUAL.areTooFew(Buckets.MAX_BUCKETS, Long.MAX_VALUE)).isFalse();
  }
}
