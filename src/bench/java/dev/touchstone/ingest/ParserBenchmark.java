package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.bench.load.RowForms;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Interaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Rows of CSV and of NDJSON are cut and read, without being checked or stored. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParserBenchmark {
  private static final int ROWS = 1_000;

  private final byte[] csv;
  private final byte[] lines;

  /** The same rows in both forms. */
  public ParserBenchmark() {
    List<Interaction> rows = LoadWriter.batches(LoadSpec.of(ROWS, 1), ROWS).next();
    csv = RowForms.csv(rows, CatalogueFile.standard()).getBytes(UTF_8);
    StringBuilder json = new StringBuilder();
    rows.forEach(row -> RowForms.appendJson(json, row));
    lines = json.toString().getBytes(UTF_8);
  }

  /** A record of CSV. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int csvRead() throws IOException {
    CsvReader in = new CsvReader(new ByteArrayInputStream(csv));
    int rows = 0;
    while (in.next() != null) {
      rows++;
    }
    return rows;
  }

  /** A line of NDJSON. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public int jsonRead() throws IOException {
    JsonLines in = new JsonLines(new ByteArrayInputStream(lines), 1 << 20);
    int rows = 0;
    while (in.next() != null) {
      rows++;
    }
    return rows;
  }
}
