package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "https://crm.example,                    https://crm.example/api/data/v9.2",
    "https://crm.example/,                   https://crm.example/api/data/v9.2",
    "https://crm.example//,                  https://crm.example/api/data/v9.2",
    "https://crm.example/api/data,           https://crm.example/api/data/v9.2",
    "https://crm.example/api/data/v9.0,      https://crm.example/api/data/v9.0",
    "https://crm.example/api/data/v9.1/,     https://crm.example/api/data/v9.1",
    "HTTP://localhost:8080,                  http://localhost:8080/api/data/v9.2",
    "http://[::1]:8080/,                     http://[::1]:8080/api/data/v9.2",
    "https://gate.example/crm%20one/,        https://gate.example/crm%20one/api/data/v9.2",
    "https://gate.example/a/api/data/v9.0/,  https://gate.example/a/api/data/v9.0"
  })
  void understandsTheWaysToNameAnOrganization(String given, String expected) {
    assertThat(Endpoint.parse(URI.create(given)).action())
        .isEqualTo(URI.create(expected + "/msdyncrm_LoadInteractionsPublic"));
  }

  @ParameterizedTest
  @CsvSource({
    "crm.example,                      begins with https://",
    "ftp://crm.example,                begins with https://",
    "mailto:crm@example,               begins with https://",
    "https:///api,                     names a host",
    "https://me:secret@crm.example,    names no user",
    "https://crm.example/?a=b,         has no ? and no #",
    "https://crm.example/#a,           has no ? and no #",
    "https://crm.example/api/data/v8,  ends before /api/data",
    "https://crm.example/api/data/v9.2/accounts, ends before /api/data"
  })
  void refusesWhatIsNoOrganization(String given, String reason) {
    assertThatThrownBy(() -> TouchstoneClient.builder(URI.create(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }

  @Test
  void theVersionAskedForWins() {
    Endpoint endpoint = Endpoint.parse(URI.create("https://crm.example/api/data/v9.0"));

    assertThat(endpoint.withVersion("v9.1").action().getPath()).startsWith("/api/data/v9.1/");
    assertThatThrownBy(() -> endpoint.withVersion("9.1"))
        .hasMessage("the API version 9.1 is not like v9.2");
  }
}
