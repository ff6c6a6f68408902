package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An error in the form that callers parse: {@code {"error":{"code":"0x…","message":"…"}}}.
 *
 * @param status the HTTP status
 * @param code Dataverse's code of the error
 * @param message what is wrong, with the value, and what would be right; goes to the caller and
 *     never into a log
 * @param headers that belong to the error: Allow, Retry-After, WWW-Authenticate
 */
public record ODataError(int status, String code, String message, Map<String, String> headers) {
  private static final String RESOURCE = "0x80060888";
  private static final String PAYLOAD = "0x80048d19";
  private static final String ARGUMENT = "0x80040203";
  private static final String UNEXPECTED = "0x80040216";
  private static final String CALLER = "0x80072560";
  private static final String PRIVILEGE = "0x80040220";
  private static final String EXECUTION_TIME = "0x80072321";
  private static final String NUMBER = "0x80072322";
  private static final String CONCURRENCY = "0x80072326";

  private static final Duration WHEN_UNAVAILABLE = Duration.ofSeconds(5);
  private static final Duration WHEN_OVERLOADED = Duration.ofSeconds(1);
  private static final Duration WHEN_DAMAGED = Duration.ofMinutes(1);

  public ODataError {
    headers = Map.copyOf(headers);
  }

  private ODataError(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  /**
   * 401: nobody known asks.
   *
   * @param message why, without anything of what was sent
   * @param challenge what the header WWW-Authenticate says
   */
  public static ODataError unauthorized(String message, String challenge) {
    return new ODataError(401, CALLER, message, Map.of("WWW-Authenticate", challenge));
  }

  /** 403: who asks is known and may not. */
  public static ODataError forbidden(String message) {
    return new ODataError(403, PRIVILEGE, message);
  }

  /** 403: the processing of a contact is restricted. The caller named it. */
  public static ODataError of(RestrictedException restricted) {
    return forbidden(
        "The processing of the contact '%s' is restricted; what is stored of it goes to the roles privacy and admin alone."
            .formatted(Shown.of(restricted.contact().value())));
  }

  /** 503: nobody can tell now whether the credentials are good. */
  public static ODataError unjudged(Duration retryAfter) {
    return later(503, UNEXPECTED, "The credentials cannot be judged now.", retryAfter);
  }

  /** 404: there is nothing under this name. */
  public static ODataError notFound(String segment) {
    return new ODataError(
        404, RESOURCE, "Resource not found for the segment '%s'.".formatted(Shown.of(segment)));
  }

  /**
   * 405: the name is right, the verb is not.
   *
   * @param allowed the verbs that would be right, as the header Allow lists them
   */
  public static ODataError wrongMethod(String method, String allowed) {
    return new ODataError(
        405,
        RESOURCE,
        "The method '%s' is not supported here; supported is %s."
            .formatted(Shown.of(method), allowed),
        Map.of("Allow", allowed));
  }

  /** 413: the body has more bytes than are read. */
  public static ODataError bodyTooLarge(long maxBytes) {
    return new ODataError(
        413,
        PAYLOAD,
        "The request body is too large; accepted are at most %,d bytes.".formatted(maxBytes));
  }

  /**
   * 429: the caller has sent as many requests as it may. The words of this and the two limits below
   * are Dataverse's ("Service protection API limits").
   *
   * @param after when the caller may come again
   */
  public static ODataError tooManyRequests(long limit, Duration window, Duration after) {
    String message =
        "Number of requests exceeded the limit of %d over time window of %d seconds."
            .formatted(limit, window.toSeconds());
    return new ODataError(429, NUMBER, message, retryAfter(after));
  }

  /**
   * 429: the caller's requests have taken as long as they may.
   *
   * @param after when the caller may come again
   */
  public static ODataError tooMuchExecution(Duration limit, Duration window, Duration after) {
    String message =
        String.format(
            Locale.ROOT,
            "Combined execution time of incoming requests exceeded limit of %,d milliseconds over"
                + " time window of %d seconds. Decrease number of concurrent requests or reduce the"
                + " duration of requests and try again later.",
            limit.toMillis(),
            window.toSeconds());
    return new ODataError(429, EXECUTION_TIME, message, retryAfter(after));
  }

  /** 429: the caller has as many requests under way as it may; any of them may end soon. */
  public static ODataError tooManyAtOnce(int limit) {
    String message = "Number of concurrent requests exceeded the limit of %d.".formatted(limit);
    return new ODataError(429, CONCURRENCY, message, retryAfter(WHEN_OVERLOADED));
  }

  /** The body is not what is taken here. */
  public static ODataError payload(int status, String message) {
    return new ODataError(status, PAYLOAD, message);
  }

  /** 429: as much is under way as may be. */
  public static ODataError busy(String message) {
    return later(429, CONCURRENCY, message, WHEN_OVERLOADED);
  }

  /** A failure of HTTP itself: a request that is none, or one beyond a limit of the server. */
  public static ODataError http(int status, String message) {
    return new ODataError(status, status < 500 ? RESOURCE : UNEXPECTED, message);
  }

  /** 500: a mistake of this program; the log tells more under the request's id. */
  public static ODataError internal() {
    return new ODataError(
        500,
        UNEXPECTED,
        "An unexpected error occurred. The log of the server tells more under the id of this"
            + " request.");
  }

  /** 503: not now. */
  public static ODataError unavailable() {
    return later(503, UNEXPECTED, "The service cannot answer now.", WHEN_UNAVAILABLE);
  }

  /** 429 if the store has too much to do, else 503. Tells nothing of what failed. */
  public static ODataError of(StoreException failure) {
    return switch (failure) {
      case StoreException.Unavailable e -> unavailable();
      case StoreException.OutcomeUnknown e -> unavailable();
      case StoreException.Overloaded e ->
          later(429, CONCURRENCY, "The service has too much to do now.", WHEN_OVERLOADED);
      case StoreException.Damaged e ->
          later(503, UNEXPECTED, "The service cannot read what it stored.", WHEN_DAMAGED);
    };
  }

  /** 400: the body is not what the action takes. */
  static ODataException badPayload(String message) {
    return new ODataError(400, PAYLOAD, "Error in the request payload: " + message).exception();
  }

  /** 400: a parameter is missing, or has a value of the right type that cannot be used. */
  static ODataException badArgument(String message) {
    return new ODataError(400, ARGUMENT, message).exception();
  }

  private static ODataError later(int status, String code, String message, Duration after) {
    Map<String, String> headers = retryAfter(after);
    return new ODataError(
        status,
        code,
        "%s Send the request again after %s s.".formatted(message, headers.get("Retry-After")),
        headers);
  }

  /** In whole seconds, because that is what clients parse; never too early, and never 0. */
  private static Map<String, String> retryAfter(Duration after) {
    long seconds = after.plusNanos(999_999_999).toSeconds();
    return Map.of("Retry-After", Long.toString(Math.max(1, seconds)));
  }

  public ODataException exception() {
    return new ODataException(this);
  }

  /** The error as an answer. */
  public Answer answer() {
    Map<String, String> all = new LinkedHashMap<>(JsonForm.DEFAULT.headers());
    all.putAll(headers);
    return new Answer(status, all, out -> out.write(toJson()));
  }

  /** The error as JSON in UTF-8. */
  public byte[] toJson() {
    return ("{\"error\":{\"code\":\""
            + code
            + "\",\"message\":\""
            + Escapes.ONCE.escape(message)
            + "\"}}")
        .getBytes(UTF_8);
  }
}
