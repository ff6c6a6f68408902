package dev.touchstone.http;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.soap.OrganizationService;
import java.util.List;
import java.util.Set;

/** Hands calls by SOAP to the service that knows them. */
final class SoapEndpoint {
  private SoapEndpoint() {}

  /** The one path, whose errors are faults. */
  static List<Route> routes(OrganizationService service) {
    return List.of(
        new Route(
                OrganizationService.PATH,
                Set.of("POST"),
                Permission.READ,
                exchange -> service.answer(exchange.call()))
            .telling(service.faults()::refusal));
  }
}
