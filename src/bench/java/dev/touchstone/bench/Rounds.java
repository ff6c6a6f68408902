package dev.touchstone.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What several subjects reached in rounds in which they took turns. The machine's speed drifts, so
 * two subjects are compared round by round, and the median of these ratios counts.
 */
final class Rounds {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String subject, double value) {
    values.computeIfAbsent(subject, name -> new ArrayList<>()).add(value);
  }

  Map<String, List<Double>> values() {
    return values;
  }

  double median(String subject) {
    return median(of(subject));
  }

  /** How many times the one reached what the other reached. */
  double ratio(String one, String other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < of(one).size(); i++) {
      ratios.add(of(one).get(i) / of(other).get(i));
    }
    return median(ratios);
  }

  /** The newest value of a subject. */
  double last(String subject) {
    return of(subject).getLast();
  }

  private List<Double> of(String subject) {
    return values.getOrDefault(subject, List.of());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
