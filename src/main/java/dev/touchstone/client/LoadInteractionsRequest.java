package dev.touchstone.client;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the interactions of one type with one contact, newest first. Immutable; start with
 * {@link #of} and add to it.
 *
 * @param contactId a GUID in any spelling, or another text of up to {@value #MAX_CONTACT_ID_BYTES}
 *     bytes of UTF-8
 * @param interactionType a type's name, like {@code EmailOpened}
 * @param dateFrom the first day, in the organization's time zone; null for no limit
 * @param dateTo the last day, included; null for no limit
 * @param top how many rows one answer may hold; null for all of them
 * @param skipToken the {@link LoadInteractionsResponse#nextSkipToken} of the answer before; null to
 *     begin
 */
public record LoadInteractionsRequest(
    String contactId,
    String interactionType,
    @Nullable LocalDate dateFrom,
    @Nullable LocalDate dateTo,
    @Nullable Integer top,
    @Nullable String skipToken) {
  public static final int MAX_CONTACT_ID_BYTES = 128;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd-uuuu");

  /**
   * @throws IllegalArgumentException if a value cannot be right; the message never repeats the
   *     contact id
   */
  public LoadInteractionsRequest {
    check(!contactId.isEmpty(), "contactId is empty");
    // A lone surrogate would be sent as '?', which is another contact.
    check(StandardCharsets.UTF_8.newEncoder().canEncode(contactId), "contactId is not Unicode");
    check(
        contactId.getBytes(StandardCharsets.UTF_8).length <= MAX_CONTACT_ID_BYTES,
        "contactId is longer than " + MAX_CONTACT_ID_BYTES + " bytes of UTF-8");
    check(!interactionType.isEmpty(), "interactionType is empty");
    checkYear("dateFrom", dateFrom);
    checkYear("dateTo", dateTo);
    check(
        dateFrom == null || dateTo == null || !dateFrom.isAfter(dateTo),
        "dateFrom " + dateFrom + " is after dateTo " + dateTo);
    check(top == null || top >= 0, "top is " + top + "; accepted is 0 or more");
    check(skipToken == null || !skipToken.isEmpty(), "skipToken is empty; use null to begin");
  }

  /** Asks for every interaction of this type with this contact. */
  public static LoadInteractionsRequest of(String contactId, String interactionType) {
    return new LoadInteractionsRequest(contactId, interactionType, null, null, null, null);
  }

  /** The same with a first day, or without one. */
  public LoadInteractionsRequest withDateFrom(@Nullable LocalDate first) {
    return new LoadInteractionsRequest(contactId, interactionType, first, dateTo, top, skipToken);
  }

  /** The same with a last day, or without one. */
  public LoadInteractionsRequest withDateTo(@Nullable LocalDate last) {
    return new LoadInteractionsRequest(contactId, interactionType, dateFrom, last, top, skipToken);
  }

  /** The same with a number of rows that one answer may hold, or all of them. */
  public LoadInteractionsRequest withTop(@Nullable Integer rows) {
    return new LoadInteractionsRequest(
        contactId, interactionType, dateFrom, dateTo, rows, skipToken);
  }

  /** The same, going on where an answer ended, or from the beginning. */
  public LoadInteractionsRequest withSkipToken(@Nullable String token) {
    return new LoadInteractionsRequest(contactId, interactionType, dateFrom, dateTo, top, token);
  }

  /** The body of the call. */
  String json() {
    return new JsonWriter()
        .member("ContactId", contactId)
        .member("InteractionType", interactionType)
        .member("DateFrom", dateFrom == null ? null : DAY.format(dateFrom))
        .member("DateTo", dateTo == null ? null : DAY.format(dateTo))
        .member("Top", top)
        .member("SkipToken", skipToken)
        .end();
  }

  private static void checkYear(String name, @Nullable LocalDate day) {
    check(
        day == null || (day.getYear() >= 1 && day.getYear() <= 9999),
        name + " is " + day + "; accepted is a day in the years 1 to 9999");
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Without the contact and the token, which must not reach a log by accident. */
  @Override
  public String toString() {
    return "LoadInteractionsRequest[" + interactionType + ", top " + top + "]";
  }
}
