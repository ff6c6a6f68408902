package dev.touchstone.ingest;

import dev.touchstone.ingest.CheckedRow.Doubt;
import dev.touchstone.ingest.CheckedRow.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what is odd about rows that are kept, by name. Of each kind at most {@value
 * ImportSummary#MOST_NAMED} names are kept, the others count together. Belongs to one thread.
 */
final class Doubts {
  private final Map<Kind, SortedMap<String, Long>> counts = new EnumMap<>(Kind.class);

  Doubts() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new TreeMap<>());
    }
  }

  void add(CheckedRow row) {
    for (Doubt doubt : row.doubts()) {
      SortedMap<String, Long> names = names(doubt.kind());
      boolean named = names.containsKey(doubt.name()) || names.size() < ImportSummary.MOST_NAMED;
      names.merge(named ? doubt.name() : ImportSummary.OTHERS, 1L, Long::sum);
    }
  }

  SortedMap<String, Long> unknownTypes() {
    return names(Kind.UNKNOWN_TYPE);
  }

  SortedMap<String, Long> unknownColumns() {
    return names(Kind.UNKNOWN_COLUMN);
  }

  SortedMap<String, Long> unfitValues() {
    return names(Kind.UNFIT_VALUE);
  }

  private SortedMap<String, Long> names(Kind kind) {
    return counts.getOrDefault(kind, new TreeMap<>());
  }
}
