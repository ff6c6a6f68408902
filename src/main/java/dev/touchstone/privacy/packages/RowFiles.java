package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.interaction.TypeCatalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the rows of all groups: as NDJSON, as CSV, and a short digest of each. A file has at most
 * {@link #MAX_ROWS} rows, which is what spreadsheets open; more go on in another part.
 */
final class RowFiles {
  static final String DIGESTS = "row-digests.txt";
  static final int MAX_ROWS = 1_000_000;

  private static final long MAX_BYTES = 1L << 30;

  private final RowSpool rows;
  private final ZipOutput zip;
  private final Spool digests;
  private final RowChain chain = new RowChain();
  private final Utf8Buffer buffer = new Utf8Buffer();
  private final List<Manifest.Group> groups = new ArrayList<>();

  /**
   * @param digests where they wait until all rows are written
   */
  RowFiles(RowSpool rows, ZipOutput zip, Spool digests) {
    this.rows = rows;
    this.zip = zip;
    this.digests = digests;
  }

  /** What was written by {@link #writeJson}. */
  List<Manifest.Group> groups() {
    return List.copyOf(groups);
  }

  /** The chain over all rows. */
  String chain() {
    return chain.text();
  }

  /** Puts a row into the buffer. */
  @FunctionalInterface
  private interface RowWriter {
    void put(SpooledRow row) throws IOException;
  }

  void writeJson(RowGroup group, String name) throws IOException {
    JsonLines lines = new JsonLines(buffer, group, rows.columns());
    write(
        group,
        name,
        ".ndjson",
        () -> {},
        row -> {
          int start = buffer.length();
          lines.put(row);
          byte[] digest = chain.add(buffer.array(), start, buffer.length() - start);
          digests.write(digest, 0, RowChain.SHORT_BYTES);
          buffer.put('\n');
        });
    groups.add(
        new Manifest.Group(
            group.contact(),
            group.type(),
            group.rows(),
            group.newest(),
            group.oldest(),
            chain.text()));
  }

  void writeCsv(RowGroup group, String name, TypeCatalogue catalogue) throws IOException {
    CsvTable table = new CsvTable(buffer, group, rows.columns(), catalogue);
    write(group, name, ".csv", table::putHeader, table::put);
  }

  private void write(
      RowGroup group, String name, String extension, Runnable header, RowWriter writer)
      throws IOException {
    SpoolReader all = rows.read(group);
    SpooledRow row = new SpooledRow();
    for (int part = 1; all.hasMore(); part++) {
      try (ZipOutput.FileOutput file = zip.file(FileNames.part(name, part, extension))) {
        header.run();
        long count = 0;
        while (all.hasMore() && count < MAX_ROWS && file.bytes() < MAX_BYTES) {
          row.read(all);
          writer.put(row);
          count++;
          buffer.drainIfFull(file);
        }
        buffer.drain(file);
        file.rows(count);
      }
    }
  }

  /** Writes the digests, a line for each row, in the order in which rows were written. */
  void writeDigests() throws IOException {
    SpoolReader in = new SpoolReader(digests, 0, digests.length(), Spool.CHUNK_BYTES);
    try (ZipOutput.FileOutput file = zip.file(DIGESTS)) {
      while (in.hasMore()) {
        int start = in.next(RowChain.SHORT_BYTES);
        String hex = HexFormat.of().formatHex(in.array(), start, start + RowChain.SHORT_BYTES);
        buffer.put(hex.getBytes(US_ASCII)).put('\n');
        buffer.drainIfFull(file);
      }
      buffer.drain(file);
    }
  }
}
