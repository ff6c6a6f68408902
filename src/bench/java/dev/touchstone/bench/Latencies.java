package dev.touchstone.bench;

import dev.touchstone.bench.driver.HttpLoad;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** All latencies of each subject, over all of its turns. */
final class Latencies {
  private final Map<String, Histogram> histograms = new LinkedHashMap<>();

  void add(String subject, HttpLoad.Result result) {
    histograms
        .computeIfAbsent(subject, name -> new Histogram(result.latencies()))
        .add(result.latencies());
  }

  double millisAt(String subject, double percentile) {
    Histogram histogram = histograms.get(subject);
    if (histogram == null) {
      throw new IllegalArgumentException("nothing of " + subject);
    }
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }

  /** The cells p50, p90, p99, p99.9 and max, in milliseconds. */
  String[] cells(String... before) {
    String subject = before[0];
    String[] cells = new String[before.length + 5];
    System.arraycopy(before, 0, cells, 0, before.length);
    double[] percentiles = {50, 90, 99, 99.9, 100};
    for (int i = 0; i < percentiles.length; i++) {
      cells[before.length + i] = "%.2f".formatted(millisAt(subject, percentiles[i]));
    }
    return cells;
  }
}
