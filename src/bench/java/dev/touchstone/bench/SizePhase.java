package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import dev.touchstone.bench.Section.Target;
import dev.touchstone.bench.load.RowForms;
import dev.touchstone.bench.postgres.PostgresCluster;
import dev.touchstone.bench.postgres.PostgresTable;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;

/** How many bytes an interaction takes on disk, after the import and before anything else. */
final class SizePhase implements Phase {
  private static final long SAMPLE_BYTES = 32 << 20;
  private static final int SMALLEST = 19;
  private static final String US = "Touchstone, the whole data folder";
  private static final String POSTGRES = "PostgreSQL, table and index after VACUUM";

  @Override
  public String name() {
    return "size";
  }

  @Override
  public Section run(Context context) throws Exception {
    Workspace workspace = context.workspace();
    double rows = context.plan().rows();
    Rounds rounds = new Rounds();
    rounds.add(US, Folders.bytes(workspace.data()) / rows);
    Section.Builder section = new Section.Builder("Bytes on disk", "what", "bytes an interaction");
    section.row(US, Section.number(rounds.last(US)));
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      rounds.add(POSTGRES, PostgresTable.bytes(connection) / rows);
      section.row(POSTGRES, Section.number(rounds.last(POSTGRES)));
      section.row(
          "of that, the index", Section.number(PostgresTable.indexBytes(connection) / rows));
    }
    addSmallest(workspace, section);
    double ratio = rounds.last(US) / rounds.last(POSTGRES);
    return section
        .note("Touchstone's folder as the last import left it: logs, lists and all.")
        .target(Target.atMost("bytes on disk, against table and index", 0.12, ratio, " ×"))
        .target(Target.atMost("bytes on disk an interaction", 90, rounds.last(US), " B"))
        .build(rounds);
  }

  private static void addSmallest(Workspace workspace, Section.Builder section) throws IOException {
    long rows = 0;
    long bytes = 0;
    Counted counted = new Counted();
    StringBuilder line = new StringBuilder();
    try (RocksDbStore store = RocksDbStore.open(workspace.data(), RocksDbOptions.DEFAULTS);
        Scan scan = store.scan(TimeRange.ALL);
        OutputStream out = new ZstdOutputStream(counted, SMALLEST)) {
      while (bytes < SAMPLE_BYTES && scan.hasNext()) {
        line.setLength(0);
        RowForms.appendJson(line, scan.next());
        byte[] json = line.toString().getBytes(UTF_8);
        out.write(json);
        bytes += json.length;
        rows++;
      }
    }
    section.row("the rows as NDJSON", Section.number((double) bytes / rows));
    section.row(
        "the ceiling: sorted NDJSON in one piece, zstd -%d (of the first %,d rows)"
            .formatted(SMALLEST, rows),
        Section.number((double) counted.bytes / rows));
  }

  /** Counts and forgets. */
  private static final class Counted extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }
}
