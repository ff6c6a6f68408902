package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.ConfigException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ChallengeTest {
  private static final URI SERVER = URI.create("https://touchstone.example:8443/api/data/v9.2/");
  private static final String TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

  @Test
  void isWordForWordWhatTheOriginalSends() {
    Challenge challenge =
        new Challenge(
            URI.create("https://login.example/tenant/oauth2/authorize"),
            URI.create("https://organization.example/"));
    assertThat(challenge.headerValue())
        .isEqualTo(
            "Bearer authorization_uri=https://login.example/tenant/oauth2/authorize,"
                + " resource_id=https://organization.example/");
  }

  @Test
  void namesEntrasAuthorityForBothOfItsIssuers() {
    for (String issuer :
        List.of(
            "https://sts.windows.net/" + TENANT + "/",
            "https://login.microsoftonline.com/" + TENANT + "/v2.0")) {
      Map<String, String> read =
          parse(Challenge.of(SERVER, OpenIdSettings.of(issuer, "api://x")).headerValue());
      assertThat(read)
          .containsEntry("authority", "https://login.microsoftonline.com/" + TENANT + "/")
          .containsEntry("resource_id", "https://touchstone.example:8443/");
    }
  }

  @Test
  void namesTheIssuerOfAnotherProvider() {
    OpenIdSettings other = OpenIdSettings.of("https://id.example/realms/x", "a");
    assertThat(parse(Challenge.of(SERVER, other).headerValue()))
        .containsEntry("authority", "https://id.example/realms/x");
  }

  @Test
  void namesWhatTheSettingsSay() {
    OpenIdSettings defaults = OpenIdSettings.of("https://id.example/", "a");
    OpenIdSettings explicit =
        new OpenIdSettings(
            defaults.issuers(),
            Set.of("a"),
            null,
            URI.create("https://login.example/oauth2/authorize"),
            defaults.roleClaims(),
            defaults.roles(),
            defaults.clockSkew(),
            defaults.keysMaxAge(),
            defaults.outageMaxAge());
    assertThat(Challenge.of(SERVER, explicit).authorizationUri())
        .hasToString("https://login.example/oauth2/authorize");
  }

  @Test
  void namesTheServerItselfWhereThereIsNoProvider() {
    assertThat(parse(Challenge.of(SERVER, null).headerValue()))
        .containsEntry("authority", "https://touchstone.example:8443/")
        .containsEntry("resource_id", "https://touchstone.example:8443/");
  }

  @Test
  void refusesWhatTheParserWouldBreak() {
    for (String uri : List.of("https://x/?a=b", "https://x/a,b", "relative", "urn:x:y")) {
      assertThatThrownBy(() -> new Challenge(URI.create(uri), SERVER))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(uri);
    }
  }

  /** Reads a challenge by the rules that Microsoft's .NET client reads it by. */
  private static Map<String, String> parse(String header) {
    assertThat(header).startsWith("Bearer ");
    Map<String, String> items = new HashMap<>();
    for (String item : header.substring("Bearer ".length()).split(",", -1)) {
      List<String> pair = List.of(item.split("=", -1));
      assertThat(pair).as("strict: one equals sign").hasSize(2);
      items.put(pair.get(0).strip(), pair.get(1).strip());
    }
    @Nullable String uri = items.get("authorization_uri");
    assertThat(uri).isNotNull();
    if (uri != null) {
      items.put("authority", uri.replace("oauth2/authorize", ""));
    }
    assertThat(URI.create(items.getOrDefault("resource_id", "")).isAbsolute()).isTrue();
    return items;
  }
}
