package dev.touchstone.tidy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A text file of the tree; the path is relative to the root of the checkout. */
public record TextFile(Path path, String content) {

  /** Reads a file; empty where it is binary, as git sees it: where it contains a NUL byte. */
  static Stream<TextFile> read(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    for (byte b : bytes) {
      if (b == 0) {
        return Stream.empty();
      }
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      String content = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      return Stream.of(new TextFile(path, content));
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is neither binary nor UTF-8", e);
    }
  }

  public boolean is(String extension) {
    return path.toString().endsWith(extension);
  }

  /** The place of every line in which the pattern is found. */
  public Stream<Finding> linesWith(Pattern pattern) {
    List<String> lines = content.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> pattern.matcher(lines.get(i)).find())
        .mapToObj(i -> new Finding(path, i + 1, lines.get(i).strip()));
  }

  public Finding at(long line, String text) {
    return new Finding(path, line, text);
  }

  public long lineCount() {
    return content.lines().count();
  }
}
