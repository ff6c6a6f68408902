package dev.touchstone.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The smallest parts, measured by JMH. Its annotation processor runs here and over these classes
 * only, so that the ordinary build needs none.
 */
final class JmhPhase implements Phase {
  private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
  private static final Path SOURCES = Path.of("src/bench/java");

  @Override
  public String name() {
    return "jmh";
  }

  @Override
  public Section run(Context context) throws Exception {
    Path classes = context.workspace().fresh("jmh");
    compile(context, classes);
    Path results = context.workspace().folder().toAbsolutePath().resolve("jmh-results.json");
    measure(context, classes, results);
    Rounds rounds = new Rounds();
    Section.Builder section =
        new Section.Builder("Small parts", "what", "ns, mean", "± (99.9 %)")
            .note(
                "JMH 1.37, one thread. Of row and key the mean over 1,000 rows of a load; escaped"
                    + " are all values of a row, as JSON inside of a JSON string.");
    for (JsonNode benchmark : new JsonMapper().readTree(results.toFile())) {
      JsonNode metric = benchmark.get("primaryMetric");
      String name = benchmark.get("benchmark").stringValue();
      String shortName = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
      metric
          .get("rawData")
          .forEach(fork -> fork.forEach(score -> rounds.add(shortName, score.doubleValue())));
      section.row(
          shortName,
          Section.number(metric.get("score").doubleValue()),
          metric.get("scoreError").isNumber()
              ? Section.number(metric.get("scoreError").doubleValue())
              : "");
    }
    return section.build(rounds);
  }

  private static void compile(Context context, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:full",
                "-nowarn",
                "-processor",
                PROCESSOR,
                "-classpath",
                ServerProcess.classPath(),
                "-d",
                classes.toString()));
    try (Stream<Path> sources = Files.walk(context.workspace().home().resolve(SOURCES))) {
      sources
          .filter(file -> String.valueOf(file.getFileName()).endsWith("Benchmark.java"))
          .forEach(file -> arguments.add(file.toString()));
    }
    if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
      throw new IOException("the classes that JMH measures cannot be compiled");
    }
  }

  private static void measure(Context context, Path classes, Path results) throws IOException {
    Duration turn = context.plan().turn();
    String millis = Math.max(50, turn.toMillis() / 4) + "ms";
    String rounds = Integer.toString(context.plan().rounds());
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            classes + File.pathSeparator + ServerProcess.classPath(),
            "org.openjdk.jmh.Main",
            "-f",
            "1",
            "-wi",
            rounds,
            "-w",
            millis,
            "-i",
            rounds,
            "-r",
            millis,
            "-rf",
            "json",
            "-rff",
            results.toString());
    Path log = context.workspace().folder().resolve("jmh.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("JMH failed: " + Files.readString(log));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
