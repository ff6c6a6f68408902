package dev.touchstone.store.codec;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.interaction.Interaction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Keys and rows to bytes and back, of a thousand rows of a load. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final int ROWS = 1_000;

  private final List<Interaction> rows = LoadWriter.batches(LoadSpec.of(ROWS, 1), ROWS).next();
  private final List<byte[]> keys = rows.stream().map(KeyCodec::encode).toList();
  private final List<byte[]> values = rows.stream().map(RowCodec::encode).toList();

  /** A key is written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void keyWritten(Blackhole out) {
    for (Interaction row : rows) {
      out.consume(KeyCodec.encode(row));
    }
  }

  /** A key is read. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void keyRead(Blackhole out) {
    for (byte[] key : keys) {
      out.consume(KeyCodec.decode(key));
    }
  }

  /** A row is written. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void rowWritten(Blackhole out) {
    for (Interaction row : rows) {
      out.consume(RowCodec.encode(row));
    }
  }

  /** A row is read, all of its texts. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void rowRead(Blackhole out) {
    for (byte[] value : values) {
      out.consume(RowCodec.decode(value).fields().size());
    }
  }
}
