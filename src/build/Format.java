import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file below {@code src}, on the JDK that runs this file.
 *
 * <p>The build starts it in source mode on the JDK 25, because the formatter needs JDK 21 while
 * Maven itself may run on 17, and because the formatter's own command line takes files and not
 * folders. {@code check} names the files that are not formatted and fails; {@code fix} formats
 * them.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    List<String> options =
        switch (args[0]) {
          case "check" -> List.of("--dry-run", "--set-exit-if-changed");
          case "fix" -> List.of("--replace");
          default -> throw new IllegalArgumentException("check or fix, not " + args[0]);
        };
    Main.main(Stream.concat(options.stream(), javaFiles().stream()).toArray(String[]::new));
  }

  private static List<String> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
    }
  }
}
