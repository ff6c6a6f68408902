package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That settings reach the server. */
final class ServingTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void callersAreLimitedAsTheSettingsSay(String authentication) throws Exception {
    Config config =
        new Settings()
            .add(Setting.AUTH_MODE, authentication, "")
            .add(Setting.LIMITS_REQUESTS, "1", "")
            .add(Setting.LIMITS_CONCURRENT, "2", "")
            .toConfig();
    try (OpenFolder open = OpenFolder.open(folder, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0);
        HttpClient client = HttpClient.newHttpClient()) {
      String key = Files.readString(Callers.adminKey(folder).file()).strip();
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.uri() + "/api/data/v9.2/WhoAmI"))
              .header("Authorization", "Bearer " + key)
              .timeout(Duration.ofSeconds(60))
              .build();
      HttpResponse<String> first = client.send(request, BodyHandlers.ofString());
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("x-ms-dop-hint")).hasValue("2");
      HttpResponse<String> second = client.send(request, BodyHandlers.ofString());
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.body()).contains("exceeded the limit of 1 over time window of 300 seconds");
    }
  }
}
