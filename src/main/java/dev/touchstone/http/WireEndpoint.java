package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.api.ServiceHeaders;
import dev.touchstone.odata.api.WebApi;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hands the calls of the wire to the service that knows them. */
public final class WireEndpoint {
  /** How many requests callers are told to have under way at a time. */
  private static final int PARALLELISM = 8;

  private static final Map<String, String> ALWAYS = ServiceHeaders.always(PARALLELISM);

  private WireEndpoint() {}

  /** Every path that begins as calls do. */
  public static List<Route> routes(WebApi service) {
    return List.of(
        new Route(
            ODataService.ROOT + "*",
            Set.of(),
            Permission.READ,
            exchange -> answer(service, exchange)));
  }

  private static Answer answer(WebApi service, Exchange exchange) throws IOException {
    Call call =
        new Call(
            exchange.method(),
            exchange.path(),
            exchange.organization(),
            exchange::header,
            exchange.body());
    Answer answer = service.answer(call, exchange.query());
    Map<String, String> headers = new LinkedHashMap<>(ALWAYS);
    headers.putAll(answer.headers());
    return new Answer(answer.status(), headers, answer.body());
  }
}
