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

/**
 * How many bytes an interaction takes on disk: after the import and before anything else, and when
 * the folder is merged, as PostgreSQL's table is vacuumed. The phases behind this one use both as
 * they are then.
 */
final class SizePhase implements Phase {
  private static final long SAMPLE_BYTES = 32 << 20;
  private static final int SMALLEST = 19;
  private static final String US = "Touchstone, the whole data folder as the import left it";
  private static final String MERGED = "Touchstone, the whole data folder after touchstone compact";
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
    Section.Builder section = new Section.Builder("Bytes on disk", "what", "bytes an interaction");
    rounds.add(US, Folders.bytes(workspace.data()) / rows);
    section.row(US, Section.number(rounds.last(US)));
    double seconds = addMerged(workspace, rounds, rows);
    section.row(MERGED, Section.number(rounds.last(MERGED)));
    try (PostgresCluster postgres = PostgresCluster.start(workspace.postgres());
        Connection connection = DriverManager.getConnection(postgres.jdbcUrl())) {
      rounds.add(POSTGRES, PostgresTable.bytes(connection) / rows);
      section.row(POSTGRES, Section.number(rounds.last(POSTGRES)));
      section.row(
          "of that, the index", Section.number(PostgresTable.indexBytes(connection) / rows));
    }
    addSmallest(workspace, section);
    return section
        .note(
            "Touchstone's folder with logs, lists and all, as the last import left it: %s × PostgreSQL's."
                .formatted(Section.number(rounds.last(US) / rounds.last(POSTGRES))))
        .note(
            "Then it was merged by touchstone compact, which took %s s, as PostgreSQL's table was vacuumed; the phases behind this one use both so."
                .formatted(Section.number(seconds)))
        .target(
            Target.atMost(
                "bytes on disk after compact, against table and index after VACUUM",
                0.12,
                rounds.last(MERGED) / rounds.last(POSTGRES),
                " ×"))
        .target(
            Target.atMost(
                "bytes on disk an interaction, as the import left them", 90, rounds.last(US), " B"))
        .build(rounds);
  }

  /** Returns how many seconds the merge took. */
  private static double addMerged(Workspace workspace, Rounds rounds, double rows)
      throws IOException {
    double seconds = Program.runCompact(workspace, workspace.data());
    rounds.add(MERGED, Folders.bytes(workspace.data()) / rows);
    return seconds;
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
