package dev.touchstone.odata.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Headers that Dataverse sends with its answers and that clients read, beside those of {@link
 * dev.touchstone.odata.ResponseHeaders}. All methods are pure.
 */
public final class ServiceHeaders {
  /** The verbs that Dataverse lists for any resource. */
  public static final String ALLOW = "OPTIONS,GET,HEAD,POST";

  private ServiceHeaders() {}

  /**
   * What every answer of the service has.
   *
   * @param parallelism how many requests a caller may well send at a time: Microsoft's sample
   *     client reads it as an integer and crashes without it
   */
  public static Map<String, String> always(int parallelism) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Allow", ALLOW);
    headers.put("Expires", "-1");
    headers.put("Vary", "Accept-Encoding");
    headers.put("x-ms-dop-hint", Integer.toString(parallelism));
    return headers;
  }

  /**
   * What is left to a caller before it is limited.
   *
   * @param time of execution, written in seconds with a thousands separator: {@code 1,200.00}
   */
  public static Map<String, String> remaining(long requests, Duration time) {
    double seconds = time.toMillis() / 1000.0;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-ms-ratelimit-burst-remaining-xrm-requests", Long.toString(requests));
    headers.put(
        "x-ms-ratelimit-time-remaining-xrm-requests", String.format(Locale.ROOT, "%,.2f", seconds));
    return headers;
  }
}
