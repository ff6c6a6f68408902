package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a distribution: no sources beside it, and nothing that it could build. */
final class LauncherIT {
  private static final Path TREE = Path.of("").toAbsolutePath();

  @TempDir private Path folder;
  private Path home = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    home = Files.createDirectory(folder.resolve("touch stone"));
    Files.copy(TREE.resolve("touchstone"), home.resolve("touchstone"));
    assertThat(home.resolve("touchstone").toFile().setExecutable(true)).isTrue();
  }

  private void addProgram() throws IOException {
    Files.copy(TREE.resolve("target/touchstone.jar"), home.resolve("touchstone.jar"));
    Files.createSymbolicLink(home.resolve("lib"), TREE.resolve("target/lib"));
    Files.createSymbolicLink(home.resolve("examples"), TREE.resolve("examples"));
  }

  @AfterEach
  void removeLinks() throws IOException {
    Files.deleteIfExists(home.resolve("lib"));
    Files.deleteIfExists(home.resolve("examples"));
  }

  private Child start(Path launcher, String javaHome, String... arguments) throws IOException {
    return Child.start(command(launcher, javaHome, arguments));
  }

  private ProcessBuilder command(Path launcher, String javaHome, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TOUCHSTONE_JAVA_HOME", javaHome);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  @Test
  void aDistributionStartsFromAnywhereAndKeepsCachesOfItsClasses()
      throws IOException, InterruptedException {
    addProgram();
    Path link = Files.createSymbolicLink(folder.resolve("t"), Path.of("touch stone/touchstone"));
    try (Child first = start(link, System.getProperty("java.home"), "types", "EmailSent")) {
      assertThat(first.line()).isEqualTo("EmailSent");
      first.rest();
      assertThat(first.exitCode()).isZero();
      assertThat(first.errors()).isEqualTo("touchstone: preparing fast starts…\n");
    }
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.filter(file -> file.toString().endsWith(".aot")))
          .hasSize(2)
          .allSatisfy(cache -> assertThat(cache).isNotEmptyFile());
    }
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(home.resolve("touchstone-native"))
          .isDirectoryContaining(file -> file.toString().endsWith(".so"));
    }
    try (Child second = start(link, System.getProperty("java.home"), "--version")) {
      assertThat(second.rest()).matches("touchstone [0-9].*\n");
      assertThat(second.errors()).isEmpty();
    }
    assertThat(classesOfAServer(link))
        .contains("picocli.CommandLine source: shared objects file")
        .contains("dev.touchstone.http.TouchstoneServer source: shared objects file");
  }

  /** What Java tells of the classes that it loads: their names and where they come from. */
  private String classesOfAServer(Path launcher) throws IOException, InterruptedException {
    Path log = folder.resolve("classes");
    ProcessBuilder builder =
        command(launcher, System.getProperty("java.home"), "serve", "--data", "data", "--port=0");
    builder.environment().put("TOUCHSTONE_JAVA_OPTS", "-Xlog:class+load:file=" + log);
    try (Child server = Child.start(builder)) {
      assertThat(server.line()).startsWith("Serving");
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    return Files.readString(log);
  }

  @Test
  void whatIsMissingIsSaid() throws IOException, InterruptedException {
    try (Child withoutJar = start(home.resolve("touchstone"), System.getProperty("java.home"))) {
      assertThat(withoutJar.exitCode()).isEqualTo(69);
      assertThat(withoutJar.errors()).contains("neither touchstone.jar nor the sources are in");
    }
    addProgram();
    try (Child withoutJava = start(home.resolve("touchstone"), folder.toString())) {
      assertThat(withoutJava.exitCode()).isEqualTo(69);
      assertThat(withoutJava.errors()).contains("TOUCHSTONE_JAVA_HOME", "no Java 25 or newer");
    }
  }

  /** Maven here copies what is built already, as soon as it is told to. */
  private ProcessBuilder inCheckout() throws IOException, InterruptedException {
    Path gate = folder.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    Files.createDirectories(home.resolve("src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createSymbolicLink(home.resolve("lib"), TREE.resolve("target/lib"));
    Path maven = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
    Files.writeString(
        maven,
        """
        #!/usr/bin/env bash
        echo built >>"%1$s/builds"
        cat "%1$s/gate"
        ln -s ../lib target/lib
        cp "%2$s/target/touchstone.jar" target/touchstone.jar
        """
            .formatted(folder, TREE));
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("touchstone").toString(), "types", "EmailSent");
    builder.environment().put("TOUCHSTONE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PATH", maven.getParent() + ":" + System.getenv("PATH"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  @Test
  void ofSeveralStartsOneBuildsAndTheOthersWait() throws IOException, InterruptedException {
    ProcessBuilder builder = inCheckout();
    Files.createDirectories(home.resolve("target"));
    Files.writeString(home.resolve("target/.building"), killed() + "\n");
    try (Child first = Child.start(builder)) {
      // Opening it waits for the other end, which the first start's Maven opens.
      OutputStream gate = Files.newOutputStream(folder.resolve("gate"));
      try (Child second = Child.start(builder)) {
        while (!second.errors().contains("another start builds; waiting for it…")) {
          assertThat(second.endsSoon()).as(second.errors()).isFalse();
        }
        gate.close();
        assertThat(second.line()).isEqualTo("EmailSent");
        assertThat(first.line()).isEqualTo("EmailSent");
      }
    }
    assertThat(folder.resolve("builds")).hasContent("built");
    assertThat(home.resolve("target/.building")).doesNotExist();
  }

  /** The id of a process that is no more. */
  private static long killed() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }
}
