package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OpenIdSettingsTest {
  @Test
  void theDefaultsAreWhatTheDocumentsSay() {
    OpenIdSettings defaults = OpenIdSettings.of("https://id.example", "a");
    assertThat(defaults.roleClaims()).containsExactly("roles", "scp");
    assertThat(defaults.roles()).hasSize(4).containsEntry("Touchstone.Privacy", Role.PRIVACY);
    assertThat(defaults.clockSkew()).isEqualTo(Duration.ofMinutes(1));
    assertThat(defaults.keysMaxAge()).isEqualTo(Duration.ofMinutes(15));
    assertThat(defaults.outageMaxAge()).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void providersAreReachedByHttpsOrOnThisMachine() {
    for (String good :
        List.of(
            "https://id.example",
            "http://localhost:8080/x",
            "http://127.0.0.1",
            "http://[::1]:1")) {
      assertThatCode(() -> OpenIdSettings.of(good, "a")).doesNotThrowAnyException();
    }
    for (String bad :
        List.of(
            "http://id.example",
            "http://localhost.example",
            "http://127.0.0.1.example",
            "ftp://localhost",
            "file:///keys",
            "https:///x",
            "id.example",
            "",
            "https://a b",
            "https://user@id.example",
            "https://id.example#x",
            "https://id.example/" + "x".repeat(2_000))) {
      assertThatThrownBy(() -> OpenIdSettings.of(bad, "a"))
          .as(bad)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("auth.oidc.issuer");
    }
    assertThatThrownBy(() -> settings(URI.create("http://id.example/keys"), 60, 900, 900))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("auth.oidc.jwks-uri");
  }

  @Test
  void timesAreInTheirBounds() {
    assertThatCode(() -> settings(null, 0, 60, 60)).doesNotThrowAnyException();
    assertThatCode(() -> settings(null, 300, 86_400, 259_200)).doesNotThrowAnyException();
    assertBad("auth.oidc.clock-skew", -1, 60, 60);
    assertBad("auth.oidc.clock-skew", 301, 60, 60);
    assertBad("auth.oidc.keys-max-age", 0, 59, 60);
    assertBad("auth.oidc.keys-max-age", 0, 86_401, 259_200);
    assertBad("auth.oidc.outage-max-age", 0, 60, 59);
    assertBad("auth.oidc.outage-max-age", 0, 60, 259_201);
  }

  @Test
  void thereIsAnAudienceAndARole() {
    assertThatThrownBy(() -> OpenIdSettings.of("https://id.example", " "))
        .hasMessageContaining("auth.oidc.audience");
    OpenIdSettings good = OpenIdSettings.of("https://id.example", "a");
    for (Map<String, Role> roles : List.of(Map.<String, Role>of())) {
      assertThatThrownBy(
              () ->
                  new OpenIdSettings(
                      good.issuers(),
                      Set.of("a"),
                      null,
                      null,
                      good.roleClaims(),
                      roles,
                      good.clockSkew(),
                      good.keysMaxAge(),
                      good.outageMaxAge()))
          .hasMessageContaining("auth.oidc.roles has 0 values; give 1 to 100");
    }
    assertThatThrownBy(
            () ->
                new OpenIdSettings(
                    Collections.nCopies(101, "https://id.example"),
                    Set.of("a"),
                    null,
                    null,
                    good.roleClaims(),
                    good.roles(),
                    good.clockSkew(),
                    good.keysMaxAge(),
                    good.outageMaxAge()))
        .hasMessageContaining("auth.oidc.issuer has 101 values");
  }

  private static void assertBad(String name, long skew, long keys, long outage) {
    assertThatThrownBy(() -> settings(null, skew, keys, outage))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  private static OpenIdSettings settings(
      @org.jspecify.annotations.Nullable URI keysUri, long skew, long keys, long outage) {
    return new OpenIdSettings(
        List.of("https://id.example"),
        Set.of("a"),
        keysUri,
        null,
        OpenIdSettings.DEFAULT_ROLE_CLAIMS,
        OpenIdSettings.DEFAULT_ROLES,
        Duration.ofSeconds(skew),
        Duration.ofSeconds(keys),
        Duration.ofSeconds(outage));
  }
}
