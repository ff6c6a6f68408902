package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a scraper gets. */
class MetricsHttpTest {
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{([a-zA-Z_][a-zA-Z0-9_]*=\"([^\"\\\\\n"
              + "]|\\\\[\"\\\\n"
              + "])*\",?)*\\})? (NaN|[+-]Inf|-?[0-9.]+(?:[eE][+-]?[0-9]+)?)");
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP [a-z_]+ .+|TYPE ([a-z_]+) (counter|gauge|histogram))");

  private final RunningServer server = RunningServer.of(new MemoryStore());

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void onlyWhoWatchesOverItSeesThem(Role role) {
    boolean may = role == Role.MONITOR || role == Role.ADMIN;
    assertThat(scrape(server.key(role)).statusCode()).isEqualTo(may ? 200 : 403);
  }

  @Test
  void strangersSeeNone() {
    assertThat(server.send(server.anonymous("/metrics")).statusCode()).isEqualTo(401);
  }

  @Test
  void everyLineIsOfTheFormatAndHistogramsAddUp() {
    bring(
        "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2020-03-16T18:58:06Z\"}\n".repeat(3)
            + "x");
    Map<String, Double> samples = samples();
    assertThat(samples)
        .containsEntry(rows("stored"), 1.0)
        .containsEntry(rows("repeated"), 2.0)
        .containsEntry(rows("rejected"), 1.0)
        .containsEntry("touchstone_intake_requests", 0.0)
        .containsEntry("touchstone_intake_bytes_total{form=\"sent\",source=\"http-ndjson\"}", 202.0)
        .containsEntry(
            "touchstone_http_request_seconds_count{route=\"/v1/interactions\",status=\"207\"}",
            1.0);
    samples.forEach(
        (name, value) -> {
          if (name.endsWith("le=\"+Inf\"}")) {
            String count =
                name.replace("_bucket", "_count")
                    .replace(",le=\"+Inf\"", "")
                    .replace("{le=\"+Inf\"}", "");
            assertThat(samples).containsEntry(count, value);
          }
        });
  }

  @Test
  void nothingThatIsSentBecomesALabel() {
    bring(
        "{\"InteractionType\":\"Secret17\",\"Timestamp\":\"2020-03-16T18:58:06Z\",\"secret-18\":1}");
    server.send(server.request("/secret-19?secret-20=1"));
    server.send(server.request(Documented.PATH + "/secret-21").POST(BodyPublishers.noBody()));
    String text = scrape(server.key(Role.MONITOR)).body();
    assertThat(text).contains("route=\"none\"").doesNotContainIgnoringCase("secret");
  }

  private static String rows(String verdict) {
    return "touchstone_intake_rows_total{source=\"http-ndjson\",verdict=\"%s\"}".formatted(verdict);
  }

  private void bring(String body) {
    server.send(
        server
            .anonymous("/v1/interactions")
            .header("Authorization", "Bearer " + server.key(Role.WRITER))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> scrape(String key) {
    return server.send(server.anonymous("/metrics").header("Authorization", "Bearer " + key));
  }

  /** Reads a scrape strictly: each family is declared before its samples, and once. */
  private Map<String, Double> samples() {
    HttpResponse<String> answer = scrape(server.key(Role.MONITOR));
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).endsWith("\n");
    Map<String, String> types = new HashMap<>();
    Map<String, Double> samples = new LinkedHashMap<>();
    for (String line : answer.body().lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      if (line.startsWith("#")) {
        assertThat(comment.matches()).as(line).isTrue();
        if (comment.group(2) != null) {
          assertThat(types.put(comment.group(2), comment.group(3))).as(line).isNull();
        }
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      assertThat(sample.matches()).as(line).isTrue();
      String family = sample.group(1).replaceAll("_(bucket|sum|count)$", "");
      assertThat(types).as(line).containsKey(family);
      String name = line.substring(0, line.lastIndexOf(' '));
      double value = Double.parseDouble(sample.group(5).replace("Inf", "Infinity"));
      assertThat(samples.put(name, value)).as(line).isNull();
    }
    return samples;
  }
}
