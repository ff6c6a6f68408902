package dev.touchstone.privacy.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of rows, by their short digests: which are missing, added, altered or out of order.
 */
final class RowDifference {
  /** The most rows of a file that are named for each kind. */
  private static final int MAX_NAMED = 20;

  private final String file;
  private final long[] expected;
  private final long[] found;
  private final List<Problem> problems = new ArrayList<>();

  private RowDifference(String file, long[] expected, long[] found) {
    this.file = file;
    this.expected = expected;
    this.found = found;
  }

  static List<Problem> between(String file, long[] expected, long[] found) {
    return new RowDifference(file, expected, found).find();
  }

  private List<Problem> find() {
    Map<Long, Integer> surplus = new HashMap<>();
    for (int i = 0; i < Math.max(expected.length, found.length); i++) {
      boolean same = i < expected.length && i < found.length && expected[i] == found[i];
      if (!same && i < expected.length) {
        surplus.merge(expected[i], 1, Integer::sum);
      }
      if (!same && i < found.length) {
        surplus.merge(found[i], -1, Integer::sum);
      }
    }
    boolean[] missing = lacking(expected, new HashMap<>(surplus), 1);
    boolean[] added = lacking(found, new HashMap<>(surplus), -1);
    nameAltered(missing, added);
    name(missing, Problem.Kind.ROW_MISSING, "row %,d of %s is missing");
    name(added, Problem.Kind.ROW_ADDED, "row %,d of %s was not in the package that was signed");
    nameReordered(missing, added);
    return problems;
  }

  /** Marks rows that are there more often than on the other side. */
  private static boolean[] lacking(long[] rows, Map<Long, Integer> surplus, int sign) {
    boolean[] marks = new boolean[rows.length];
    for (int i = rows.length - 1; i >= 0; i--) {
      Integer left = surplus.get(rows[i]);
      if (left != null && left * sign > 0) {
        marks[i] = true;
        surplus.put(rows[i], left - sign);
      }
    }
    return marks;
  }

  /** A row that is missing where one was added is the same row with another content. */
  private void nameAltered(boolean[] missing, boolean[] added) {
    if (expected.length != found.length) {
      return;
    }
    boolean[] altered = new boolean[missing.length];
    for (int i = 0; i < missing.length; i++) {
      altered[i] = missing[i] && added[i];
      missing[i] &= !altered[i];
      added[i] &= !altered[i];
    }
    name(altered, Problem.Kind.ROW_ALTERED, "row %,d of %s is another one than was signed");
  }

  private void name(boolean[] marks, Problem.Kind kind, String words) {
    long count = 0;
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] && ++count <= MAX_NAMED) {
        problems.add(new Problem(kind, file, i + 1, words.formatted(i + 1, file)));
      }
    }
    if (count > MAX_NAMED) {
      problems.add(
          Problem.of(
              kind, file, "so it is with %,d more rows of %s".formatted(count - MAX_NAMED, file)));
    }
  }

  /** Looks at what is on both sides. */
  private void nameReordered(boolean[] missing, boolean[] added) {
    int there = 0;
    for (int i = 0; i < expected.length; i++) {
      if (missing[i]) {
        continue;
      }
      while (there < found.length && added[there]) {
        there++;
      }
      if (there == found.length) {
        return;
      }
      if (expected[i] != found[there]) {
        // A row that was altered stands on both sides as another one.
        boolean altered = expected.length == found.length && isNew(found[there]);
        if (!altered) {
          problems.add(
              new Problem(
                  Problem.Kind.ROWS_REORDERED,
                  file,
                  there + 1,
                  "row %,d of %s stands at another place than it did".formatted(there + 1, file)));
          return;
        }
      }
      there++;
    }
  }

  private boolean isNew(long row) {
    for (long each : expected) {
      if (each == row) {
        return false;
      }
    }
    return true;
  }
}
