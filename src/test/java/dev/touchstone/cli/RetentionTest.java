package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample is of 2020 and 2021, and long expired wherever a day is the limit. */
final class RetentionTest {
  private static final Path SAMPLE = Path.of("examples", "export-sample");
  private static final String CONTACT = "2aac86fe-48a9-5536-a607-97495221c573";

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void whatHasExpiredIsNotTakenIn() {
    shell.environment.put("TOUCHSTONE_RETENTION", "EmailDelivered=1 day");
    JsonNode summary = importSample();
    JsonNode delivered = summary.at("/types/EmailDelivered");
    assertThat(delivered.get("expired").intValue()).isPositive();
    assertThat(delivered.get("expired")).isEqualTo(delivered.get("read"));
    assertThat(summary.get("expired")).isEqualTo(delivered.get("read"));
    assertThat(summary.get("stored").intValue()).isPositive();
  }

  @Test
  void whatExpiresIsShownNoMore() {
    importSample();
    assertThat(load().out()).contains("EmailDelivered");
    shell.environment.put("TOUCHSTONE_RETENTION", "EmailDelivered=1 day");
    assertThat(load().out()).doesNotContain("\"InteractionType\":\"EmailDelivered\"");
    shell.environment.remove("TOUCHSTONE_RETENTION");
    assertThat(load().out()).contains("\"InteractionType\":\"EmailDelivered\"");
  }

  private JsonNode importSample() {
    Shell.Result result = shell.run("import", SAMPLE, "--data", folder.resolve("data"), "--json");
    assertThat(result.exitCode()).isZero();
    return new JsonMapper().readTree(result.out());
  }

  private Shell.Result load() {
    Shell.Result result =
        shell.run(
            "load",
            "--data",
            folder.resolve("data"),
            "--contact",
            CONTACT,
            "--type",
            "EmailDelivered",
            "--json");
    assertThat(result.exitCode()).isZero();
    return result;
  }
}
