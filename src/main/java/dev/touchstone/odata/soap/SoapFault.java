package dev.touchstone.odata.soap;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Errors as callers of SOAP read them. SOAP gives every fault the status 500, and clients of .NET
 * look for one nowhere else.
 */
public final class SoapFault {
  private static final int TOO_MANY_REQUESTS = 429;

  private final InstantSource clock;

  public SoapFault(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * An error that is none of the request itself. It keeps its status, by which clients know it, but
   * for one: how long to wait, when too much is asked, Microsoft's client reads from faults alone.
   */
  public Answer refusal(ODataError error) {
    return error.status() == TOO_MANY_REQUESTS ? answer(error) : error.answer();
  }

  /** An error as a fault. */
  Answer answer(ODataError error) {
    String xml = fault(error);
    return SoapXml.envelope(500, out -> SoapXml.write(out, xml));
  }

  private String fault(ODataError error) {
    String message = SoapXml.escape(error.message());
    return "<s:Fault><faultcode>s:%s</faultcode><faultstring xml:lang=\"en-US\">%s</faultstring><detail>"
            .formatted(error.status() < 500 ? "Client" : "Server", message)
        + "<OrganizationServiceFault xmlns=\"%s\" xmlns:i=\"%s\"><ErrorCode>%d</ErrorCode><ErrorDetails xmlns:a=\"%s\">%s</ErrorDetails>"
            .formatted(
                Namespaces.CONTRACTS,
                Namespaces.INSTANCE,
                Integer.parseUnsignedInt(error.code().substring(2), 16),
                Namespaces.COLLECTIONS,
                retryAfter(error))
        + "<Message>%s</Message><Timestamp>%s</Timestamp><InnerFault i:nil=\"true\"/><TraceText i:nil=\"true\"/></OrganizationServiceFault></detail></s:Fault>"
            .formatted(message, clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  /** Where Microsoft's client looks for how long it is to wait. */
  private static String retryAfter(ODataError error) {
    String seconds = error.headers().get("Retry-After");
    return seconds == null
        ? ""
        : "<KeyValuePairOfstringanyType><a:key>Retry-After</a:key><a:value i:type=\"b:duration\" xmlns:b=\"%s\">%s</a:value></KeyValuePairOfstringanyType>"
            .formatted(Namespaces.SERIALIZATION, Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
