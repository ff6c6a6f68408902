package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class LoadCommandTest {
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private static Path folder;

  private final Shell shell = new Shell();

  @BeforeAll
  static void importSample() {
    Shell.Result result =
        new Shell().run("import", ImportCommandTest.SAMPLE, "--data", folder.resolve("data"));
    assertThat(result.exitCode()).isZero();
  }

  private Shell.Result load(String... more) {
    return shell.run(
        Stream.concat(Stream.<Object>of("load", "--data", folder.resolve("data")), Stream.of(more))
            .toArray());
  }

  private Shell.Result clicked(String... more) {
    return load(
        Stream.concat(Stream.of("--contact", CONTACT, "--type", "WebsiteClicked"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void rowsAreATableNewestFirst() {
    Shell.Result result = clicked();
    assertThat(result.exitCode()).isZero();
    assertThat(result.lines().getFirst()).matches("Time +Id +PageAddress +Link +CountryIsoCode .*");
    assertThat(result.lines().stream().skip(1).limit(3).map(line -> line.substring(0, 54)))
        .containsExactly(
            "2021-03-03T00:43:54Z  6D45C2B2B8655EC5AFF16B60E7F0A7FF",
            "2021-03-02T23:57:07Z  D2B6479485255AE98D32AA567A283467",
            "2021-03-01T23:57:07Z  A53B94C9EBD551D88A308272D807992A");
    assertThat(result.lines().getLast()).isEqualTo("3 rows; every field in full: --json");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aTerminalsEdgeIsKept() {
    shell.isTerminal = true;
    shell.environment.put("COLUMNS", "100");
    assertThat(clicked().lines()).hasSize(6).allMatch(line -> Style.width(line) <= 100);
  }

  @Test
  void noRowsAreNoTable() {
    assertThat(load("--contact", "nobody", "--type", "EmailSent").out()).isEqualTo("0 rows\n");
    assertThat(load("--contact", "nobody", "--type", "EmailSent", "--json").out())
        .isEqualTo("[]\n");
    assertThat(clicked("--top", "0").out()).isEqualTo("0 rows\n");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3", "7"})
  void pagesPutTogetherAreEverything(int top) {
    List<JsonNode> pages = new ArrayList<>();
    List<String> next = List.of();
    do {
      List<String> arguments = new ArrayList<>(List.of("--json", "--top", "" + top));
      arguments.addAll(next);
      Shell.Result page = clicked(arguments.toArray(String[]::new));
      JSON.readTree(page.out()).forEach(pages::add);
      next =
          page.err().isEmpty() ? List.of() : List.of(page.err().strip().split(" ")).subList(1, 3);
    } while (!next.isEmpty());
    List<JsonNode> all = new ArrayList<>();
    JSON.readTree(clicked("--json").out()).forEach(all::add);
    assertThat(pages).isEqualTo(all).hasSize(3);
  }

  @Test
  void theTokenOfATableGoesOn() {
    String footer = clicked("--top", "1").lines().getLast();
    assertThat(footer).startsWith("1 row; every field in full: --json; more: --skip-token ");
    String token = footer.substring(footer.lastIndexOf(' ') + 1);
    assertThat(clicked("--skip-token", token).out())
        .contains("D2B6479485255AE98D32AA567A283467", "2 rows")
        .doesNotContain("6D45C2B2B8655EC5AFF16B60E7F0A7FF");
  }

  @Test
  void daysAreWholeAndOfTheOrganizationsTimeZone() {
    assertThat(clicked("--from", "03-02-2021", "--to", "2021-03-02").out()).contains("1 row;");
    shell.environment.put("TOUCHSTONE_ORGANIZATION_TIME_ZONE", "+02:00");
    assertThat(clicked("--from", "03-02-2021", "--to", "03-02-2021").out())
        .contains("A53B94C9EBD551D88A308272D807992A", "1 row;");
  }

  @Test
  void anAnswersCeilingIsToldAndNeverSilent() {
    shell.environment.put("TOUCHSTONE_ACTION_MAX_ROWS", "2");
    assertThat(clicked().lines().getLast()).startsWith("2 rows;").contains("more: --skip-token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --type WebsiteClick --contact a         | --type is not valid: 'WebsiteClick'
          --type WebsiteClick --contact a         | the nearest is 'WebsiteClicked'
          --type EmailSent --contact=             | --contact is not valid: ''
          --type EmailSent --contact a --top -1   | --top is not valid: '-1'
          --type EmailSent --contact a --top ten  | 'ten'
          --type EmailSent --contact a --top 01   | '01'
          --type EmailSent --contact a --from 13-45-2024 | --from is not valid: '13-45-2024'
          --type EmailSent --contact a --to 02-30-2024   | --to is not valid: '02-30-2024'
          --type EmailSent --contact a --from 2024-02-02 --to 2024-02-01 | --from is not valid
          --type EmailSent --contact a --skip-token A    | --skip-token is not valid
          """)
  void mistakesAreNamedByTheirOption(String arguments, String reason) {
    Shell.Result result = load(arguments.split(" "));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(reason).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aDataFolderThatIsNotThereIsNotMade() {
    Path missing = folder.resolve("missing");
    Shell.Result result =
        shell.run("load", "--data", missing, "--contact", "a", "--type", "EmailSent");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("does not exist", "touchstone import FOLDER").hasLineCount(1);
    assertThat(Files.exists(missing)).isFalse();
  }
}
