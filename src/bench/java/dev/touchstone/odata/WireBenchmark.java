package dev.touchstone.odata;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The texts of rows as JSON inside of a JSON string, and the token of a page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {
  private static final int ROWS = 1_000;

  private final List<Interaction> rows = LoadWriter.batches(LoadSpec.of(ROWS, 1), ROWS).next();
  private final SkipTokens tokens = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
  private final Interaction row = rows.getFirst();
  private final Query query = new Query(row.contact(), row.type(), TimeRange.ALL, 50, null);
  private final String token = tokens.write(query, Position.of(row));

  /** All values of a row are escaped as {@code Data} needs it, twice. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long rowEscaped() throws IOException {
    JsonBuffer out = new JsonBuffer(OutputStream.nullOutputStream());
    for (Interaction next : rows) {
      for (int i = 0; i < next.fields().size(); i++) {
        out.put(next.fields().value(i), Escapes.TWICE);
      }
    }
    return out.total();
  }

  /** A SkipToken is made. */
  @Benchmark
  public String tokenWritten() {
    return tokens.write(query, Position.of(row));
  }

  /** A SkipToken is checked and read. */
  @Benchmark
  public Object tokenRead() {
    return tokens.read(query, token);
  }
}
