package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class LoadInteractionsRequestTest {
  private static final LoadInteractionsRequest REQUEST =
      LoadInteractionsRequest.of("c1", "EmailSent");
  private static final LocalDate DAY = LocalDate.of(2020, 3, 16);

  @Test
  void saysOnlyWhatIsKnown() {
    assertThat(REQUEST.json())
        .isEqualTo("{\"ContactId\":\"c1\",\"InteractionType\":\"EmailSent\"}");
  }

  @Test
  void saysEverythingThatIsKnown() {
    LoadInteractionsRequest request =
        LoadInteractionsRequest.of("a \"b\"\\\u0001é", "EmailSent")
            .withDateFrom(LocalDate.of(1, 1, 2))
            .withDateTo(LocalDate.of(999, 12, 1))
            .withTop(0)
            .withSkipToken("t-1");

    assertThat(request.json())
        .isEqualTo(
            "{\"ContactId\":\"a \\\"b\\\"\\\\\\u0001é\",\"InteractionType\":\"EmailSent\","
                + "\"DateFrom\":\"01-02-0001\",\"DateTo\":\"12-01-0999\","
                + "\"Top\":0,\"SkipToken\":\"t-1\"}");
  }

  @Test
  void refusesWhatCannotBeRight() {
    refused(() -> LoadInteractionsRequest.of("", "EmailSent"), "contactId is empty");
    refused(() -> LoadInteractionsRequest.of("secret\ud800", "E"), "contactId is not Unicode");
    refused(
        () -> LoadInteractionsRequest.of("é".repeat(65), "E"),
        "contactId is longer than 128 bytes of UTF-8");
    refused(() -> LoadInteractionsRequest.of("c1", ""), "interactionType is empty");
    refused(() -> REQUEST.withTop(-1), "top is -1; accepted is 0 or more");
    refused(() -> REQUEST.withSkipToken(""), "skipToken is empty; use null to begin");
    refused(
        () -> REQUEST.withDateTo(DAY).withDateFrom(DAY.plusDays(1)),
        "dateFrom 2020-03-17 is after dateTo 2020-03-16");
    refused(
        () -> REQUEST.withDateFrom(LocalDate.of(10_000, 1, 1)),
        "dateFrom is +10000-01-01; accepted is a day in the years 1 to 9999");
  }

  @Test
  void takesWhatIsJustRight() {
    assertThat(LoadInteractionsRequest.of("é".repeat(64), "E").contactId()).hasSize(64);
    assertThat(REQUEST.withDateFrom(DAY).withDateTo(DAY).dateTo()).isEqualTo(DAY);
  }

  @Test
  void personalDataStaysOutOfItsName() {
    assertThat(REQUEST.withSkipToken("t-1"))
        .hasToString("LoadInteractionsRequest[EmailSent, top null]");
  }

  private static void refused(ThrowingCallable request, String message) {
    assertThatThrownBy(request).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
