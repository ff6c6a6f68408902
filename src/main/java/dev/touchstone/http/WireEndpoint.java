package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataService;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Hands the calls of the wire to the service that knows them. */
public final class WireEndpoint {
  private WireEndpoint() {}

  /** Every path that begins as calls do. */
  public static List<Route> routes(ODataService service) {
    return List.of(
        new Route(
            ODataService.ROOT + "*",
            Set.of(),
            Permission.READ,
            exchange -> answer(service, exchange)));
  }

  private static Answer answer(ODataService service, Exchange exchange) throws IOException {
    return service.answer(
        new Call(
            exchange.method(),
            exchange.path(),
            exchange.organization(),
            exchange::header,
            exchange.body()));
  }
}
