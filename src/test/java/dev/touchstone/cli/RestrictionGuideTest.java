package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands by which docs/privacy.md restricts a person, one after the other. */
class RestrictionGuideTest {
  private static final Pattern BLOCK =
      Pattern.compile("\n## Restricting .*?```\n(.*?)```", Pattern.DOTALL);
  private static final String CONTACT = "contact-of-the-guide";

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void everyCommandWorks() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/privacy.md")));
    assertThat(block.find()).isTrue();
    run("./touchstone import %s --data ./data".formatted(ImportCommandTest.SAMPLE));
    List<String> said = block.group(1).lines().map(this::run).toList();
    assertThat(said).hasSize(3);
    assertThat(said.getFirst()).contains("1 contact restricted");
    assertThat(said.get(1)).contains(CONTACT, "command line", "request-4711");
    assertThat(said.getLast()).contains("1 restriction lifted");
  }

  private String run(String command) {
    String arguments =
        command
            .replace("./touchstone ", "")
            .replace("./data", folder.resolve("data").toString())
            .replace("--contact ID", "--contact " + CONTACT);
    Shell.Result result = shell.run((Object[]) arguments.split(" ", -1));
    assertThat(result.exitCode()).as("%s: %s", command, result.err()).isZero();
    return result.out();
  }
}
