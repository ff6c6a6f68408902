package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TypesCommandTest {
  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void allTypesAreATable() {
    Shell.Result result = shell.run("types");
    assertThat(result.exitCode()).isZero();
    assertThat(result.lines()).hasSize(1 + 67 + 2);
    assertThat(result.lines().getFirst())
        .matches("Type +Documented +Contact +Columns +Description");
    assertThat(result.lines())
        .anyMatch(line -> line.matches("ContactDeleted +no +no +6"))
        .anyMatch(
            line ->
                line.matches(
                    "EmailContainsBlockListedLinks +yes +yes +14 +Also"
                        + " EmailContainsBlacklistedLinks\\. The email .*"));
    assertThat(result.lines().getLast())
        .isEqualTo(
            "67 types, 40 of them documented for the action. More of one: touchstone types"
                + " NAME");
  }

  @Test
  void aTerminalsEdgeIsKept() {
    shell.isTerminal = true;
    shell.environment.put("COLUMNS", "120");
    Shell.Result wide = shell.run("types");
    assertThat(wide.lines()).allMatch(line -> Style.width(line) <= 120);
    assertThat(wide.lines()).hasSizeGreaterThan(67 + 3);
    shell.environment.put("COLUMNS", "80");
    Shell.Result narrow = shell.run("types");
    assertThat(narrow.lines()).allMatch(line -> Style.width(line) <= 90).hasSize(67 + 3);
    assertThat(narrow.out()).doesNotContain("Description");
  }

  @Test
  void oneTypeIsFoundByAnySpelling() {
    Shell.Result result = shell.run("types", "ContactCheckedIntoEvent");
    assertThat(result.lines())
        .startsWith("EventCheckIn", "also named    ContactCheckedIntoEvent", "category      event")
        .anyMatch(line -> line.matches("Column +Data type"))
        .anyMatch(line -> line.matches("Timestamp +dateTimeOffset"));
    assertThat(shell.run("types", "LeadUpserted").out()).contains("columns       none are known");
  }

  @Test
  void anUnknownTypeGetsTheNearest() {
    Shell.Result result = shell.run("types", "emailsent");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            "touchstone: 'emailsent' is not an interaction type; did you mean 'EmailSent'?\n");
  }

  @Test
  void jsonIsTheFormOfAFileOfTypes() throws IOException {
    String one = shell.run("types", "EmailSent", "--json").out();
    assertThat(one).startsWith("{\"name\":\"EmailSent\",\"aliases\":[],\"documented\":true");
    Path own =
        Files.writeString(
            folder.resolve("own.json"),
            "{\"types\":[" + one.replace("EmailSent", "LetterSent") + "]}");
    assertThat(CatalogueFile.standardWith(own).types()).hasSize(68);
    assertThat(shell.run("types", "--types", own).out()).contains("LetterSent");
    assertThat(shell.run("types", "LetterSent", "--types", own).exitCode()).isZero();
    assertThat(shell.run("types", "--json").out()).startsWith("[{").endsWith("}]\n");
  }

  @Test
  void aFileOfTypesMayBeASetting() throws IOException {
    Files.writeString(folder.resolve("own.json"), "{\"types\":[{\"name\":\"LetterSent\"}]}");
    Path config = folder.resolve("my.properties");
    Files.writeString(config, "types.file=own.json\n");
    assertThat(shell.run("types", "LetterSent", "--config", config).exitCode()).isZero();
    shell.environment.put("TOUCHSTONE_TYPES_FILE", folder.resolve("own.json").toString());
    assertThat(shell.run("types", "LetterSent").exitCode()).isZero();
    shell.environment.put("TOUCHSTONE_TYPES_FILE", folder.resolve("none.json").toString());
    Shell.Result missing = shell.run("types");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("none.json").hasLineCount(1);
  }
}
