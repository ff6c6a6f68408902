package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells whoever watches over the process whether it lives, and whether it can answer. */
final class HealthEndpoint {
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  private HealthEndpoint() {}

  /** {@code /health/live} and {@code /health/ready}. */
  static List<Route> routes(InteractionStore store) {
    return List.of(
        new Route("/health/live", METHODS, null, exchange -> status("live")),
        new Route("/health/ready", METHODS, null, exchange -> ready(store)));
  }

  private static Answer ready(InteractionStore store) {
    try {
      store.check();
      return status("ready");
    } catch (StoreException | IllegalStateException e) {
      return ODataError.unavailable().answer();
    }
  }

  private static Answer status(String status) {
    byte[] body = "{\"status\":\"%s\"}".formatted(status).getBytes(UTF_8);
    return new Answer(200, Map.of("Content-Type", "application/json"), out -> out.write(body));
  }
}
