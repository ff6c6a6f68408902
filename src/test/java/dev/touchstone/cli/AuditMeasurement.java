package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Not a test: what the audit trail costs: pages of the action over HTTP, one after the other,
 * without notes, with grouped ones and with those that the answer waits for. Rounds take turns; the
 * median counts.
 */
final class AuditMeasurement {
  private static final int ROUNDS = 9;
  private static final int REQUESTS = 1_500;
  private static final String BODY =
      "{\"ContactId\":\"bf41abf0-1b87-555c-bb68-2d62422ba994\",\"InteractionType\":\"WebsiteClicked\"}";

  private AuditMeasurement() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, List<Double>> micros = new LinkedHashMap<>();
    Path folder = Files.createTempDirectory(Path.of("target"), "audit-");
    new Shell().run("import", ImportCommandTest.SAMPLE, "--data", folder);
    for (int round = 0; round <= ROUNDS; round++) {
      for (String mode : List.of("off", "grouped", "before-answer")) {
        double perRequest = measure(folder, mode);
        if (round > 0) {
          micros.computeIfAbsent(mode, it -> new ArrayList<>()).add(perRequest);
        }
      }
    }
    double off = median(micros.getOrDefault("off", List.of()));
    micros.forEach(
        (mode, all) ->
            System.out.printf(
                "%-14s %8.0f us a request, %.2f x%n", mode, median(all), median(all) / off));
  }

  private static double measure(Path folder, String mode) throws IOException, InterruptedException {
    Config config =
        new Settings()
            .add(Setting.AUDIT_MODE, mode, "--mode")
            .add(Setting.AUTH_MODE, "off", "--mode")
            .add(Setting.LIMITS_REQUESTS, "0", "--mode")
            .add(Setting.LIMITS_EXECUTION_TIME, "PT0S", "--mode")
            .toConfig();
    try (OpenFolder open = OpenFolder.open(folder, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(server.uri() + "/api/data/v9.2/msdyncrm_LoadInteractionsPublic"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(BODY))
              .build();
      for (int i = 0; i < REQUESTS / 10; i++) {
        client.send(request, BodyHandlers.discarding());
      }
      long start = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        client.send(request, BodyHandlers.discarding());
      }
      return (System.nanoTime() - start) / 1e3 / REQUESTS;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted(Comparator.naturalOrder()).toList().get(values.size() / 2);
  }
}
