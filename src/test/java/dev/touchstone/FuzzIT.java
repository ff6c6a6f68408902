package dev.touchstone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes every class named {@code *Fuzz} for the {@code maxDuration} of its {@code @FuzzTest}.
 *
 * <p>Each runs in a JVM of its own, because Jazzer fuzzes only the first test of a JVM. The log,
 * the corpus and an input that crashes are left in {@code target/fuzz}; the inputs to start from,
 * among them those that once crashed, are the resources in {@code <class>Inputs/<method>}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class FuzzIT {
  /** What JAZZER_MAX_DURATION asks for in place of every {@code maxDuration}, and two minutes. */
  private static final Duration LIMIT =
      Duration.parse("PT" + System.getenv().getOrDefault("JAZZER_MAX_DURATION", "0s"))
          .plusMinutes(2);

  private static final Pattern RUNS = Pattern.compile("(?m)^Done (\\d+) runs in (\\d+) second");

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("fuzzClasses")
  void findsNothing(String fuzzClass) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "fuzz", fuzzClass));
    Path log = folder.resolve("log.txt");
    Process fuzzer = start(fuzzClass, folder, log);
    boolean ended = fuzzer.waitFor(LIMIT);
    fuzzer.destroyForcibly();

    String output = new String(Files.readAllBytes(log), UTF_8);
    assertThat(ended).as("ended within %s: %s", LIMIT, output).isTrue();
    assertThat(fuzzer.exitValue()).as("the fuzzer's verdict: %s", output).isZero();
    Matcher runs = RUNS.matcher(output);
    assertThat(runs.find()).as("says how often it ran: %s", output).isTrue();
    assertThat(Long.parseLong(runs.group(1))).as("runs: %s", output).isPositive();
    System.out.printf("%s: %s runs in %s s%n", fuzzClass, runs.group(1), runs.group(2));
  }

  private static Process start(String fuzzClass, Path folder, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-classpath",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + fuzzClass)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static List<String> fuzzClasses() throws IOException, URISyntaxException {
    var classes = Path.of(FuzzIT.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(System.getProperty("fuzz", "Fuzz") + ".class"))
          .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
          .sorted()
          .toList();
    }
  }
}
