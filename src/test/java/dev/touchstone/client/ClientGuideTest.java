package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the guide shows, and the package's Javadoc, compiles and does what it says. */
final class ClientGuideTest {
  private static final Path GUIDE = Path.of("docs/client.md");
  private static final Path PACKAGE =
      Path.of("src/main/java/dev/touchstone/client/package-info.java");
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern SNIPPET =
      Pattern.compile("(?s)\\{@snippet :\n(.*?)\n \\* }\n \\*\n");

  @Test
  void theExampleRuns(@TempDir Path folder) throws Exception {
    compile(block(), folder);
    try (var server =
            ScriptedServer.saying(
                ScriptedServer.page(Rows.data(1, 2), "\"a\""),
                ScriptedServer.page(Rows.data(3, 3), "null"));
        var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method byMonth =
          loader
              .loadClass("OpenedEmails")
              .getDeclaredMethod("byMonth", URI.class, String.class, String.class);
      byMonth.setAccessible(true);

      assertThat(byMonth.invoke(null, server.uri(), "key-1", "c1"))
          .isEqualTo(Map.of(YearMonth.of(2020, 3), 3L));
      assertThat(server.requests().getFirst().body())
          .isEqualTo(
              "{\"ContactId\":\"c1\",\"InteractionType\":\"EmailOpened\","
                  + "\"DateFrom\":\"01-01-2020\",\"Top\":1000}");
    }
  }

  @Test
  void theJavadocShowsTheSameExample() throws IOException {
    String snippet =
        found(SNIPPET, PACKAGE)
            .lines()
            .map(line -> line.replaceFirst("^ \\* ?", ""))
            .collect(lines());
    String example =
        block().lines().filter(line -> !line.startsWith("import ")).collect(lines()).strip();

    assertThat(snippet).isEqualTo(example);
  }

  private static void compile(String source, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("OpenedEmails.java"), source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(result).isZero();
  }

  private static String block() throws IOException {
    return found(BLOCK, GUIDE);
  }

  private static String found(Pattern pattern, Path file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(file));
    assertThat(matcher.find()).as("an example in %s", file).isTrue();
    return matcher.group(1);
  }

  private static java.util.stream.Collector<CharSequence, ?, String> lines() {
    return Collectors.joining("\n");
  }
}
