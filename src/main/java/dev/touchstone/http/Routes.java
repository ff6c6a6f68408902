package dev.touchstone.http;

import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.api.WebApi;
import dev.touchstone.odata.soap.OrganizationService;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.telemetry.Metrics;
import java.util.List;
import java.util.stream.Stream;

/** Every path of the server, and what answers it. */
public final class Routes {
  private Routes() {}

  /**
   * All routes; the first that fits a request answers it.
   *
   * @param others of what this server can do beside reading and taking rows
   * @param limits for the advice how many requests to have under way
   */
  public static List<Route> of(
      InteractionStore store,
      WebApi api,
      OrganizationService soap,
      CallerLimits limits,
      IntakeEndpoint intake,
      Metrics metrics,
      List<Route> others) {
    return Stream.of(
            HealthEndpoint.routes(store),
            MetricsEndpoint.routes(metrics),
            intake.routes(),
            SoapEndpoint.routes(soap),
            others,
            WireEndpoint.routes(api, limits.parallelism()))
        .flatMap(List::stream)
        .toList();
  }
}
