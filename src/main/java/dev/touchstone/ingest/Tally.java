package dev.touchstone.ingest;

import dev.touchstone.ingest.ImportSummary.Conflict;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of rows while an import runs. Belongs to one thread. */
final class Tally {
  private final SortedMap<String, TypeTally> types = new TreeMap<>();
  private final Doubts doubts = new Doubts();
  private final List<Conflict> conflicts = new ArrayList<>();
  private long rows;
  private long withoutContact;
  private long blobs;
  private long bytes;
  private ImportSummary.TakenBefore takenBefore = ImportSummary.TakenBefore.NOTHING;
  private long startedOver;

  private static final class TypeTally {
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long read;
    private long rejected;

    private ImportCounts counts() {
      return ImportCounts.of(read, verdicts, rejected);
    }
  }

  private TypeTally of(String type) {
    TypeTally known = types.get(type);
    if (known != null) {
      return known;
    }
    String name = types.size() < ImportSummary.MOST_TYPES ? type : ImportSummary.OTHERS;
    return types.computeIfAbsent(name, _ -> new TypeTally());
  }

  /** A row was read. */
  void read(String type) {
    of(type).read++;
    rows++;
  }

  /** A row that was read was not given a verdict: nobody knows whether it is stored. */
  void unread(String type) {
    of(type).read--;
    rows--;
  }

  void rejected(String type) {
    of(type).rejected++;
  }

  void verdict(Interaction interaction, Conflict place, Verdict verdict) {
    of(interaction.type().value()).verdicts.merge(verdict, 1L, Long::sum);
    if (interaction.contact().isNone()) {
      withoutContact++;
    }
    if (verdict == Verdict.CONFLICTING && conflicts.size() < ImportSummary.MOST_NAMED) {
      conflicts.add(place);
    }
  }

  /** Notes what is odd about a row. */
  void note(CheckedRow row) {
    doubts.add(row);
  }

  void blobDone(long blobBytes) {
    blobs++;
    bytes += blobBytes;
  }

  /** So many rows were not read, because an earlier import has taken them. */
  void takenBefore(Checkpoint before, boolean wholeBlob) {
    takenBefore = takenBefore.plus(before, wholeBlob);
  }

  /** A blob was not what it had been, and is read from its beginning. */
  void startedOver() {
    startedOver++;
  }

  /** Bytes of a blob that is left before its end. */
  void bytesRead(long count) {
    bytes += count;
  }

  /** Rows read so far. */
  long rows() {
    return rows;
  }

  /** Bytes of the blobs that were read to their end. */
  long bytes() {
    return bytes;
  }

  ImportSummary summary() {
    SortedMap<String, ImportCounts> byType = new TreeMap<>();
    types.forEach((type, tally) -> byType.put(type, tally.counts()));
    return new ImportSummary(
        byType,
        withoutContact,
        doubts.unknownTypes(),
        doubts.unknownColumns(),
        doubts.unfitValues(),
        conflicts,
        blobs,
        bytes,
        takenBefore,
        startedOver);
  }
}
