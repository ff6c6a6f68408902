package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the examples of a document: each block {@code http} that holds a request is sent, and the
 * block after it says what must come back: this status, at least these headers, this body. {@code
 * <id>} stands for any id, {@code <key>} for a key.
 */
final class HttpExamples {
  private static final Pattern BLOCK = Pattern.compile("```http\n(.*?)```\n", Pattern.DOTALL);
  private static final String ANY_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private HttpExamples() {}

  /** Checks all examples in their order; returns how many there are. */
  static int check(Path document, RunningServer server, String key) throws IOException {
    List<String> blocks = blocks(Files.readString(document));
    for (int i = 0; i < blocks.size(); i += 2) {
      check(blocks.get(i + 1), server.exactly(request(blocks.get(i).replace("<key>", key))));
    }
    return blocks.size() / 2;
  }

  private static List<String> blocks(String document) {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(document);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  /** The bytes of a request; its length, and that there is no other, is added. */
  private static byte[] request(String block) {
    String[] parts = parts(block);
    int length = parts[1].getBytes(UTF_8).length;
    String head = parts[0] + "\nContent-Length: " + length + "\nConnection: close\n\n";
    return (head.replace("\n", "\r\n") + parts[1]).getBytes(UTF_8);
  }

  private static void check(String expected, String answer) {
    String[] expectedParts = parts(expected);
    String[] parts = answer.split("\r\n\r\n", 2);
    List<String> lines = List.of(parts[0].split("\r\n", -1));
    List<String> expectedLines = List.of(expectedParts[0].split("\n", -1));
    assertThat(lines.getFirst()).isEqualTo(expectedLines.getFirst());
    for (String header : expectedLines) {
      String pattern = Pattern.quote(header).replace("<id>", "\\E" + ANY_ID + "\\Q");
      assertThat(lines).anyMatch(line -> line.matches(pattern));
    }
    assertThat(parts[1]).isEqualTo(expectedParts[1].stripTrailing());
  }

  /** Head and body: what stands before and behind the first empty line. */
  private static String[] parts(String block) {
    String[] parts = block.split("\n\n", 2);
    return parts.length == 2 ? parts : new String[] {block.stripTrailing(), ""};
  }
}
