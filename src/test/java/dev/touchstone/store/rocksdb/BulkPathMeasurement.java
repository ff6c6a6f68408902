package dev.touchstone.store.rocksdb;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.BlobListing;
import dev.touchstone.ingest.BulkImport;
import dev.touchstone.ingest.ImportMode;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.LocalSource;
import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.rocksdb.CompressionType;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Not a test: what an import takes through the store's ordinary path, and what the same rows take
 * as one sorted file that the engine takes in whole. Arguments: an empty folder, thousands of rows.
 */
final class BulkPathMeasurement {
  private static final int ROUNDS = 3;

  private final Path folder;
  private final BlobListing listing;
  private final RowContract contract =
      new RowContract(
          CatalogueFile.standard(),
          RowRules.ofExport(Decision.KEEP, Decision.KEEP),
          InstantSource.system());

  private BulkPathMeasurement(Path folder, BlobListing listing) {
    this.folder = folder;
    this.listing = listing;
  }

  public static void main(String[] arguments) throws IOException, RocksDBException {
    Path folder = Path.of(arguments[0]);
    int rows = 1_000 * Integer.parseInt(arguments[1]);
    Path export = export(folder, rows);
    LocalSource source = new LocalSource(export, null, InstantSource.system());
    BulkPathMeasurement measurement = new BulkPathMeasurement(folder, source.list());
    for (int round = 0; round < ROUNDS; round++) {
      measurement.measure(round, rows);
    }
  }

  private static Path export(Path folder, int rows) throws IOException {
    Path type = Files.createDirectories(folder.resolve("export/csv/WebsiteVisited"));
    try (BufferedWriter blob = Files.newBufferedWriter(type.resolve("blob"))) {
      blob.write(
          "\"Timestamp\",\"InternalMarketingInteractionId\",\"ContactId\",\"PageAddress\"\n");
      for (int i = 0; i < rows; i++) {
        blob.write(
            "\"%s\",\"%s\",\"%s\",\"https://example.com/page/%d\"\n"
                .formatted(
                    Instant.ofEpochSecond(1_600_000_000L + i),
                    new UUID(2, i),
                    new UUID(i % 10_000 * 0x9E3779B97F4A7C15L, 1),
                    i));
      }
    }
    return folder.resolve("export");
  }

  private void measure(int round, int rows) throws RocksDBException {
    long start = System.nanoTime();
    run(BulkImport.dry(contract));
    long checked = System.nanoTime();
    List<Interaction> stored = new ArrayList<>();
    long closed;
    try (RocksDbStore store = Folders.open(folder.resolve("data-" + round))) {
      run(BulkImport.into(store, contract, Retry.STANDARD));
      closed = System.nanoTime();
      try (Scan scan = store.scan(TimeRange.ALL)) {
        scan.forEachRemaining(stored::add);
      }
    }
    Collections.shuffle(stored, new java.util.Random(round));
    long shuffled = System.nanoTime();
    writeSorted(stored, round);
    long written = System.nanoTime();
    double reading = checked - start;
    System.out.printf(
        "rows/s: read and check %,.0f, ordinary path %,.0f, one sorted file %,.0f%n",
        rows * 1e9 / reading,
        rows * 1e9 / (closed - checked),
        rows * 1e9 / (reading + written - shuffled));
  }

  private void run(BulkImport bulk) {
    bulk.run(listing, RejectedRows.unwritten(), ImportProgress.NONE, ImportMode.forgetful());
  }

  private void writeSorted(List<Interaction> rows, int round) throws RocksDBException {
    Map<byte[], byte[]> sorted =
        new TreeMap<>(Comparator.comparing(key -> key, java.util.Arrays::compareUnsigned));
    rows.forEach(row -> sorted.put(KeyCodec.encode(row), RowCodec.encode(row)));
    Path file = folder.resolve("rows-" + round + ".sst");
    try (Options options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.ZSTD_COMPRESSION);
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(file.toString());
      for (Map.Entry<byte[], byte[]> row : sorted.entrySet()) {
        writer.put(row.getKey(), row.getValue());
      }
      writer.finish();
      try (RocksDB database = RocksDB.open(options, folder.resolve("engine-" + round).toString());
          IngestExternalFileOptions ingestion = new IngestExternalFileOptions()) {
        database.ingestExternalFile(List.of(file.toString()), ingestion);
      }
    }
  }
}
