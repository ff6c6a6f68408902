package dev.touchstone.privacy.packages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for the columns of a package, in the order in which they were met. Not thread-safe. */
final class ColumnIndex {
  /** The most different columns that the rows of a package have. */
  static final int MAX_COLUMNS = 20_000;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The number of a column, which gets one if it has none. */
  int of(String name) {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    if (names.size() == MAX_COLUMNS) {
      throw new PackageException(
          "the rows have more than %,d different columns; ask for a shorter time"
              .formatted(MAX_COLUMNS));
    }
    numbers.put(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  String name(int number) {
    return names.get(number);
  }

  int size() {
    return names.size();
  }
}
