package dev.touchstone.odata.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * @param requests null where their number is not limited
   * @param time of execution, written in seconds with a thousands separator: {@code 1,200.00}; null
   *     where it is not limited
   */
  public static Map<String, String> remaining(@Nullable Long requests, @Nullable Duration time) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (requests != null) {
      headers.put("x-ms-ratelimit-burst-remaining-xrm-requests", requests.toString());
    }
    if (time != null) {
      headers.put("x-ms-ratelimit-time-remaining-xrm-requests", seconds(time));
    }
    return headers;
  }

  /** By hand, because every answer has it and a formatter takes longer than to find a page. */
  private static String seconds(Duration time) {
    long hundredths = time.toMillis() / 10;
    StringBuilder text = new StringBuilder(Long.toString(hundredths / 100));
    for (int comma = text.length() - 3; comma > 0; comma -= 3) {
      text.insert(comma, ',');
    }
    text.append('.').append(hundredths / 10 % 10).append(hundredths % 10);
    return text.toString();
  }
}
