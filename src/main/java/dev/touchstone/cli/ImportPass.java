package dev.touchstone.cli;

import dev.touchstone.ingest.BlobListing;
import dev.touchstone.ingest.BulkImport;
import dev.touchstone.ingest.BulkSource;
import dev.touchstone.ingest.ImportException;
import dev.touchstone.ingest.ImportMode;
import dev.touchstone.ingest.ImportProgress;
import dev.touchstone.ingest.ImportStoppedException;
import dev.touchstone.ingest.ImportSummary;
import dev.touchstone.ingest.RejectedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes once through all sources: lists them, imports them, says what was done. */
final class ImportPass {
  private final Console console;
  private final List<BulkSource> sources;
  private final @Nullable Path rejectedFolder;
  private final Words words;
  private List<BlobListing> listings = List.of();

  /**
   * How it speaks.
   *
   * @param options what a command needs that imports the rejected rows
   */
  record Words(boolean dryRun, boolean json, String options) {}

  ImportPass(
      Console console, List<BulkSource> sources, @Nullable Path rejectedFolder, Words words) {
    this.console = console;
    this.sources = sources;
    this.rejectedFolder = rejectedFolder;
    this.words = words;
  }

  /** Looks what there is. */
  ImportPass list() throws IOException {
    List<BlobListing> found = new ArrayList<>();
    for (BulkSource source : sources) {
      found.add(source.list());
    }
    listings = found;
    return this;
  }

  /** What was done, while it is done. */
  private static final class Done {
    private final List<RejectedRows> rejected = new ArrayList<>();
    private ImportSummary summary = ImportSummary.EMPTY;
  }

  /** Imports what {@link #list} has found, and says what was done, however it ends. */
  ExitCode run(BulkImport bulk, ImportMode mode) throws IOException {
    return run(bulk, mode, false);
  }

  /**
   * The same.
   *
   * @param silent whether nothing is said where nothing was read
   */
  ExitCode run(BulkImport bulk, ImportMode mode, boolean silent) throws IOException {
    ImportReport report = new ImportReport(console);
    Done done = new Done();
    try {
      importAll(bulk, mode, report, done);
    } catch (ImportException e) {
      done.summary = done.summary.plus(e.summary());
      throw e;
    } catch (ImportStoppedException e) {
      done.summary = done.summary.plus(e.summary());
      throw e;
    } finally {
      report.clear();
      if (!silent || done.summary.counts().read() > 0) {
        say(done, report);
      }
    }
    return done.summary.counts().rejected() == 0 ? ExitCode.OK : ExitCode.REJECTED;
  }

  private void importAll(BulkImport bulk, ImportMode mode, ImportReport report, Done done)
      throws IOException {
    long bytesBehind = listings.stream().mapToLong(BlobListing::bytes).sum();
    long bytesBefore = 0;
    for (int i = 0; i < listings.size(); i++) {
      BlobListing listing = listings.get(i);
      bytesBehind -= listing.bytes();
      ImportProgress progress =
          shifted(report, bytesBefore, bytesBehind, done.summary.counts().read());
      try (RejectedRows rejected = rejectedRows(sources.get(i))) {
        done.rejected.add(rejected);
        done.summary = done.summary.plus(bulk.run(listing, rejected, progress, mode));
      }
      bytesBefore = done.summary.bytes();
    }
  }

  /** The progress of one source as that of all of them. */
  private static ImportProgress shifted(
      ImportReport report, long bytesBefore, long bytesBehind, long rowsBefore) {
    return (done, total, rows) ->
        report.report(bytesBefore + done, bytesBefore + total + bytesBehind, rowsBefore + rows);
  }

  private RejectedRows rejectedRows(BulkSource source) {
    if (words.dryRun()) {
      return RejectedRows.unwritten();
    }
    return new RejectedRows(
        rejectedFolder != null ? rejectedFolder : Path.of(source.shortName() + "-rejected"));
  }

  private void say(Done done, ImportReport report) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (RejectedRows rejected : done.rejected) {
      rejected.folder().ifPresent(folders::add);
    }
    ImportOutcome outcome =
        new ImportOutcome(done.summary, report.elapsed(), folders, words.dryRun());
    if (words.json()) {
      console.say(Json.toString(outcome::write));
    } else {
      outcome.show(console);
      for (RejectedRows rejected : done.rejected) {
        if (rejected.count() > 0) {
          Rejections.show(console, rejected, rejected.count(), words.options());
        }
      }
    }
    console.out().flush();
  }
}
