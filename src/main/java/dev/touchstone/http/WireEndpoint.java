package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.api.ServiceHeaders;
import dev.touchstone.odata.api.WebApi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands the calls of the wire to the service that knows them. */
final class WireEndpoint {
  private WireEndpoint() {}

  /**
   * Every path that begins as calls do.
   *
   * @param parallelism how many requests callers are advised to have under way at a time
   */
  static List<Route> routes(WebApi service, int parallelism) {
    Map<String, String> always = ServiceHeaders.always(parallelism);
    return List.of(
        Route.byPath(
            ODataService.ROOT + "*",
            Set.of(),
            path -> service.isDescription(path) ? Permission.DESCRIBE : Permission.READ,
            exchange -> answer(service, always, exchange)));
  }

  private static Answer answer(WebApi service, Map<String, String> always, Exchange exchange)
      throws IOException {
    Answer answer = service.answer(exchange.call(), exchange.query());
    Map<String, String> headers = new LinkedHashMap<>(always);
    headers.putAll(answer.headers());
    return new Answer(answer.status(), headers, answer.body());
  }
}
