package dev.touchstone.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text files of the checkout the tests run in, and what the Java among them says.
 *
 * <p>What git ignores does not count, nor does data: the examples and the resources.
 */
public record SourceTree(List<TextFile> textFiles, List<JavaFile> javaFiles) {
  private static final Path ROOT = Path.of("");
  private static final Pattern DATA = Pattern.compile("examples/.*|src/[^/]+/resources/.*");
  private static final Pattern OUTPUT =
      Pattern.compile("(target|\\.git|\\.idea|\\.vscode|data)/.*");

  /** Reads and parses the tree, once for all rules. */
  public static SourceTree read() {
    try {
      var texts = new ArrayList<TextFile>();
      for (Path path : paths()) {
        if (!DATA.matcher(slashed(path)).matches()) {
          TextFile.read(path).forEach(texts::add);
        }
      }
      List<TextFile> java = texts.stream().filter(text -> text.is(".java")).toList();
      return new SourceTree(List.copyOf(texts), JavaParser.parse(java));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The Java files that ship. */
  public Stream<JavaFile> main() {
    return javaFiles.stream().filter(JavaFile::isMain);
  }

  /** The Java files of the tests and of what measures. */
  public Stream<JavaFile> tests() {
    return javaFiles.stream().filter(JavaFile::isTest);
  }

  /** The documents. */
  public Stream<TextFile> documents() {
    return textFiles.stream().filter(text -> text.is(".md"));
  }

  private static List<Path> paths() throws IOException, InterruptedException {
    List<Path> listed = listedByGit();
    try (Stream<Path> all = listed.isEmpty() ? Files.walk(ROOT) : listed.stream()) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !OUTPUT.matcher(slashed(path)).matches())
          .sorted()
          .toList();
    }
  }

  /** What git tracks or would track; nothing where this is no checkout, as in a source archive. */
  private static List<Path> listedByGit() throws IOException, InterruptedException {
    Process git;
    try {
      git =
          new ProcessBuilder("git", "ls-files", "-coz", "--exclude-standard")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return List.of(); // git is not installed
    }
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (git.waitFor() != 0) {
      return List.of();
    }
    return Stream.of(names.split("\0")).filter(name -> !name.isEmpty()).map(Path::of).toList();
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
