package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the guide shows for requests do what it says, in their order. */
class RequestGuideTest {
  private static final String CONTACT = "2aac86fe-48a9-5536-a607-97495221c573";
  private static final Pattern BLOCK =
      Pattern.compile("\n## Requests\n.*?```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("Request (\\S{36}) for access: (\\w+)");

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  private String run(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as("%s: %s", List.of(arguments), result.err()).isZero();
    return result.out();
  }

  @Test
  void everyCommandWorks() throws IOException {
    Path data = folder.resolve("data");
    run("import", ImportCommandTest.SAMPLE, "--data", data);
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/privacy.md")));
    assertThat(block.find()).isTrue();
    List<String> commands = block.group(1).lines().toList();
    assertThat(commands).hasSize(7);
    String request = "";
    String last = "";
    for (String command : commands) {
      String said =
          command
              .replace("./touchstone ", "")
              .replace("./data", data.toString())
              .replace("2026-11-02", LocalDate.now(ZoneOffset.UTC).minusDays(7).toString())
              .replace("package.zip", folder.resolve("package.zip").toString())
              .replace("--contact ID", "--contact " + CONTACT)
              .replace("REQUEST", request);
      last = run((Object[]) said.split(" ", -1));
      Matcher id = ID.matcher(last);
      request = id.find() ? id.group(1) : request;
    }
    assertThat(request).hasSize(36);
    assertThat(last).contains(": done", "extend by command line, many-systems", "complete by");
  }
}
