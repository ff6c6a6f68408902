package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.telemetry.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the metrics to who may see them. */
public final class MetricsEndpoint {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Map<String, String> HEADERS = Map.of("Content-Type", Metrics.CONTENT_TYPE);

  private MetricsEndpoint() {}

  /** {@code /metrics}. */
  public static List<Route> routes(Metrics metrics) {
    return List.of(
        new Route(
            "/metrics",
            METHODS,
            Permission.METRICS,
            exchange -> new Answer(200, HEADERS, metrics::write)));
  }
}
