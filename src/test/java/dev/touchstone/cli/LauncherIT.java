package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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

  private Child start(Path launcher, String javaHome, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TOUCHSTONE_JAVA_HOME", javaHome);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return Child.start(builder);
  }

  @Test
  void aDistributionStartsFromAnywhereAndKeepsACacheOfItsClasses()
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
          .singleElement()
          .satisfies(cache -> assertThat(cache).isNotEmptyFile());
    }
    try (Child second = start(link, System.getProperty("java.home"), "--version")) {
      assertThat(second.rest()).matches("touchstone [0-9].*\n");
      assertThat(second.errors()).isEmpty();
    }
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
}
