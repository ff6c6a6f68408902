package dev.touchstone.ingest;

import static dev.touchstone.ingest.Intakes.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Randoms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  private static final int ROWS = 3_000;

  private final Random random = Randoms.random(CompressionTest.class);
  private final Intake intake = Intakes.of(new MemoryStore());

  @ParameterizedTest
  @EnumSource(Compression.class)
  void whatWasPackedIsUnpacked(Compression compression) throws IOException {
    byte[] packed = pack(compression, body());
    IntakeReport report = run(compression, new SmallReads(packed, random));
    assertThat(report.counts().stored()).isEqualTo(ROWS);
    assertThat(report.bytes()).isEqualTo(new IntakeReport.Bytes(packed.length, body().length));
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void piecesOneBehindTheOtherAreOneText(Compression compression) throws IOException {
    byte[] body = body();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += 10_001) {
      int to = Math.min(body.length, from + 10_001);
      packed.writeBytes(pack(compression, Arrays.copyOfRange(body, from, to)));
    }
    IntakeReport report = run(compression, new SmallReads(packed.toByteArray(), random));
    assertThat(report.end()).isEqualTo(new IntakeEnd.Complete());
    assertThat(report.counts().stored()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void whatIsCutIsBrokenAndNothingIsTakenForWhole(Compression compression) throws IOException {
    byte[] packed = pack(compression, (row(1) + "\n" + row(2)).getBytes(UTF_8));
    for (int length = 1; length < packed.length; length++) {
      IntakeReport report = run(compression, new ByteArrayInputStream(packed, 0, length));
      assertThat(report.end()).as("cut to %d bytes", length).isInstanceOf(IntakeEnd.Broken.class);
      assertThat(report.acknowledged().row()).isLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void whatStandsBehindIsNotSwallowed(Compression compression) throws IOException {
    byte[] packed = pack(compression, (row(1) + "\n").getBytes(UTF_8));
    byte[] more = Arrays.copyOf(packed, packed.length + 5);
    Arrays.fill(more, packed.length, more.length, (byte) 'x');
    IntakeReport report = run(compression, new ByteArrayInputStream(more));
    assertThat(report.end()).isInstanceOf(IntakeEnd.Broken.class);
    assertThat(report.counts().read()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void whatIsSomethingElseIsBroken(Compression compression) {
    IntakeReport report = run(compression, new ByteArrayInputStream(row(1).getBytes(UTF_8)));
    assertThat(report.end()).isInstanceOf(IntakeEnd.Broken.class);
    assertThat(report.acknowledged().row()).isZero();
  }

  @Test
  void aChecksumThatIsWrongIsSeen() throws IOException {
    byte[] packed = pack(Compression.GZIP, body());
    packed[packed.length - 6] ^= 1;
    IntakeReport report = run(Compression.GZIP, new ByteArrayInputStream(packed));
    assertThat(((IntakeEnd.Broken) report.end()).failure())
        .hasMessage("the bytes are not whole gzip: their checksum is wrong");
  }

  @Test
  void everyHeaderOfGzipIsRead() throws IOException {
    byte[] packed = pack(Compression.GZIP, row(1).getBytes(UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(packed, 0, 3);
    all.write(0x1F);
    all.write(packed, 4, 6);
    all.writeBytes(new byte[] {3, 0, 1, 2, 3, 'n', 0, 'c', 'c', 0, 9, 9});
    all.write(packed, 10, packed.length - 10);
    assertThat(run(Compression.GZIP, new SmallReads(all.toByteArray(), random)).counts().stored())
        .isEqualTo(1);
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    byte[] zeros = new byte[1 << 20];
    Arrays.fill(zeros, (byte) ' ');
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    Intake large =
        new Intake(
            new RowContract(
                Intakes.TYPES,
                RowRules.ofExport(RowRules.Decision.KEEP, RowRules.Decision.KEEP),
                java.time.InstantSource.system()),
            new MemoryStore(),
            new Retry(java.util.List.of(), pause -> {}),
            new IntakeLimits(1L << 40, 1 << 20, 0));
    IntakeReport report =
        large.run(new ByteArrayInputStream(bomb.toByteArray()), RowFormat.NDJSON, Compression.GZIP);
    assertThat(((IntakeEnd.Broken) report.end()).failure())
        .hasMessage("the body unpacks to more than 200 times its size");
    assertThat(report.bytes().unpacked()).isBetween(16L << 20, 17L << 20);
  }

  @Test
  void aWindowOfZstdHasALimit() throws IOException {
    assertThat(run(Compression.ZSTD, new ByteArrayInputStream(zstdWithWindow(23))).end())
        .isEqualTo(new IntakeEnd.Complete());
    assertThat(run(Compression.ZSTD, new ByteArrayInputStream(zstdWithWindow(24))).end())
        .isInstanceOf(IntakeEnd.Broken.class);
  }

  private static byte[] zstdWithWindow(int log) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(packed)) {
      out.setLong(log);
      out.write(body());
    }
    return packed.toByteArray();
  }

  private static byte[] body() {
    return IntStream.range(0, ROWS)
        .mapToObj(i -> row(i) + "\n")
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static byte[] pack(Compression compression, byte[] bytes) throws IOException {
    return switch (compression) {
      case NONE -> bytes;
      case ZSTD -> Zstd.compress(bytes);
      case GZIP -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
          out.write(bytes);
        }
        yield packed.toByteArray();
      }
    };
  }

  private IntakeReport run(Compression compression, InputStream in) {
    return intake.run(in, RowFormat.NDJSON, compression);
  }
}
