package dev.touchstone.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An answer that was received whole, its body decoded. */
final class Answer {
  private static final int OK = 200;
  private static final int MAX_MESSAGE_CHARACTERS = 1_000;
  private static final int MAX_NAME_CHARACTERS = 100;
  private static final int MAX_SECONDS_DIGITS = 9;
  private static final Pattern SECONDS = Pattern.compile("\\d+");

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  Answer(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** Whether the server may answer otherwise to the same call a little later. */
  boolean isTransient() {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  @Nullable String requestId() {
    return headers
        .firstValue("x-ms-service-request-id")
        .or(() -> headers.firstValue("REQ_ID"))
        .map(id -> shortened(id, MAX_NAME_CHARACTERS))
        .orElse(null);
  }

  /**
   * How long the server asks to wait: whole seconds or an HTTP date. Null if it does not say, or
   * says it in another form.
   */
  @Nullable Duration retryAfter(Instant now) {
    String value = headers.firstValue("Retry-After").orElse("").strip();
    if (SECONDS.matcher(value).matches()) {
      boolean longer = value.length() > MAX_SECONDS_DIGITS;
      return Duration.ofSeconds(longer ? 999_999_999 : Integer.parseInt(value));
    }
    try {
      Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return date.isBefore(now) ? Duration.ZERO : Duration.between(now, date);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The page that this answer is.
   *
   * @throws TouchstoneException if it is an error, or cannot be read
   */
  LoadInteractionsResponse page() {
    if (status != OK) {
      throw error();
    }
    try {
      if (!mediaType().equals("application/json")) {
        throw new JsonException("it is not application/json");
      }
      return LoadInteractionsResponse.parse(body);
    } catch (JsonException e) {
      throw TouchstoneException.unreadable(this, e);
    }
  }

  /** The error that this answer is. */
  TouchstoneException error() {
    try {
      return documentedError();
    } catch (JsonException e) {
      // Someone between us and the server said this: a page for people, or nothing.
      String message = "the server answered with status " + status + " and no error in JSON";
      return TouchstoneException.refused(this, null, message);
    }
  }

  private TouchstoneException documentedError() {
    AtomicReference<@Nullable String> code = new AtomicReference<>();
    AtomicReference<@Nullable String> message = new AtomicReference<>();
    JsonReader in = JsonReader.of(body);
    Runnable error =
        () ->
            in.object(
                name -> {
                  switch (name) {
                    case "code" -> code.set(in.string());
                    case "message" -> message.set(in.string());
                    default -> in.skip();
                  }
                });
    in.object(name -> (name.equals("error") ? error : (Runnable) in::skip).run());
    in.end();
    return TouchstoneException.refused(
        this,
        shortened(present(code.get()), MAX_NAME_CHARACTERS),
        shortened(present(message.get()), MAX_MESSAGE_CHARACTERS));
  }

  private static String present(@Nullable String value) {
    if (value == null) {
      throw new JsonException("the error has no code or no message");
    }
    return value;
  }

  private String mediaType() {
    String type = headers.firstValue("Content-Type").orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String shortened(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters) + "…";
  }
}
