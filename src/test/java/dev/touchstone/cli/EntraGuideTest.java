package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Challenge;
import dev.touchstone.access.OpenIdSettings;
import dev.touchstone.config.Config;
import dev.touchstone.config.OpenIdConfig;
import dev.touchstone.config.Settings;
import dev.touchstone.privacy.audit.Trail;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings for Entra ID that the documentation shows are settings, and do what it says. */
final class EntraGuideTest {
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final Pattern EXAMPLE =
      Pattern.compile("```properties\n(auth\\.oidc.*?)```\n", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void bothIssuersOfATenantAreTrustedAndTheChallengeNamesItsAuthority() throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/operations.md")));
    assertThat(example.find()).isTrue();
    Path file = Files.writeString(folder.resolve("touchstone.properties"), example.group(1));
    Config config = new Settings().addFile(file).toConfig();
    OpenIdConfig openId = Objects.requireNonNull(config.openId());
    assertThat(openId.issuers())
        .containsExactly(
            "https://login.microsoftonline.com/" + TENANT + "/v2.0",
            "https://sts.windows.net/" + TENANT + "/");
    assertThat(openId.audiences()).hasSize(2);
    assertThat(openId.roles()).containsEntry("Touchstone.Reader", "reader").hasSize(4);
    OpenIdSettings settings = Callers.access(folder, config, Trail.NONE, facts -> {}).openId();
    assertThat(Challenge.of(URI.create("https://touchstone.example"), settings).headerValue())
        .isEqualTo(
            "Bearer authorization_uri=https://login.microsoftonline.com/%s/oauth2/authorize, resource_id=https://touchstone.example/"
                .formatted(TENANT));
  }
}
