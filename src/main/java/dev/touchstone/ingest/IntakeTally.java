package dev.touchstone.ingest;

import dev.touchstone.ingest.IntakeReport.Place;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.store.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what became of the rows of one intake, in bounded memory. Belongs to one thread. */
final class IntakeTally {
  private final int maxReported;
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Doubts doubts = new Doubts();
  private final List<Place> conflicts = new ArrayList<>();
  private final List<Place> erased = new ArrayList<>();
  private final List<RejectedRow> reported = new ArrayList<>();
  private long rejected;
  private long withoutContact;
  private long derivedIds;
  private Place last = Place.NONE;

  IntakeTally(int maxReported) {
    this.maxReported = maxReported;
  }

  void taken(CheckedRow row, Verdict verdict, Place place) {
    last = place;
    verdicts.merge(verdict, 1L, Long::sum);
    doubts.add(row);
    withoutContact += row.interaction().contact().isNone() ? 1 : 0;
    derivedIds += row.idDerived() ? 1 : 0;
    if (verdict == Verdict.CONFLICTING && conflicts.size() < ImportSummary.MOST_NAMED) {
      conflicts.add(place);
    }
    if (verdict == Verdict.ERASED && erased.size() < ImportSummary.MOST_NAMED) {
      erased.add(place);
    }
  }

  void rejected(RejectedRow row) {
    last = row.place();
    rejected++;
    if (reported.size() < maxReported) {
      reported.add(row);
    }
  }

  IntakeReport report(IntakeReport.Bytes bytes, IntakeEnd end) {
    return new IntakeReport(
        counts(),
        withoutContact,
        derivedIds,
        doubts.unknownTypes(),
        doubts.unknownColumns(),
        conflicts,
        erased,
        reported,
        rejected - reported.size(),
        last,
        bytes,
        end);
  }

  private ImportCounts counts() {
    return ImportCounts.of(last.row(), verdicts, rejected);
  }
}
