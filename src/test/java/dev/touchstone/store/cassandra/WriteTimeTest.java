package dev.touchstone.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.codec.RowCodec;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WriteTimeTest {
  private static final List<WriteTime> IN_ORDER =
      List.of(
          new WriteTime(0, 0, 0),
          new WriteTime(0, 0, 1),
          new WriteTime(0, 0, WriteTime.MAX_VERSION),
          new WriteTime(0, 1, 0),
          WriteTime.before(0, 3),
          new WriteTime(0, 3, 0),
          WriteTime.before(1),
          WriteTime.ofHeader(1),
          WriteTime.before(2),
          WriteTime.ofRow(2, 0, 0),
          WriteTime.ofRow(2, 5, Long.MAX_VALUE),
          new WriteTime(WriteTime.MAX_EPOCH, WriteTime.MAX_SWEEP, WriteTime.MAX_VERSION));

  @Test
  void epochComesBeforeSweepBeforeVersion() {
    List<Long> values = IN_ORDER.stream().map(WriteTime::value).toList();
    assertThat(values).isSorted().doesNotHaveDuplicates().allMatch(value -> value >= 0);
    assertThat(values.stream().map(WriteTime::of)).isEqualTo(IN_ORDER);
  }

  @Test
  void cellsOfOneTimestampCompareAsTheirRows() {
    Random random = Randoms.random(WriteTimeTest.class);
    for (int i = 0; i < 20_000; i++) {
      long a = version(random);
      long b = version(random);
      ByteBuffer cellOfA = cell(a, random.nextInt(3));
      ByteBuffer cellOfB = cell(b, random.nextInt(3));
      byte[] rowOfA = RowCell.row(cellOfA);
      byte[] rowOfB = RowCell.row(cellOfB);
      int byTime = Long.compare(WriteTime.ofRow(0, 0, a).value(), WriteTime.ofRow(0, 0, b).value());
      int byCell = Arrays.compareUnsigned(Bytes.of(cellOfA), Bytes.of(cellOfB));
      assertThat(Integer.signum(byTime != 0 ? byTime : byCell))
          .isEqualTo(Integer.signum(RowCodec.compare(rowOfA, rowOfB)));
      assertThat(RowCodec.decodeVersion(rowOfA)).isEqualTo(a);
    }
  }

  private static long version(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(3);
      case 1 -> WriteTime.MAX_VERSION - 1 + random.nextInt(3);
      case 2 -> random.nextLong() >>> (1 + random.nextInt(60));
      default -> Long.MAX_VALUE - random.nextInt(2);
    };
  }

  private static ByteBuffer cell(long version, int city) {
    byte[] row =
        RowCodec.encode(
            city == 0
                ? new Interaction(
                    Rows.ANNA, Rows.SENT, Rows.NOON, Rows.row(0, "1").id(), version, Fields.EMPTY)
                : Rows.row(Rows.row(0, "1"), version, "city " + city));
    return RowCell.of(row, version);
  }
}
