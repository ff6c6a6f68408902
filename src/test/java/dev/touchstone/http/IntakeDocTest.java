package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.ingest.RejectionCode;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documentation of the intake says what is. */
class IntakeDocTest {
  private static final Path DOCUMENT = Path.of("docs/intake.md");

  @Test
  void examplesAreTrue() throws IOException {
    try (RunningServer server = RunningServer.of(new MemoryStore())) {
      assertThat(HttpExamples.check(DOCUMENT, server, server.key(Role.WRITER))).isEqualTo(2);
    }
  }

  @Test
  void everyCodeIsListed() throws IOException {
    String codes = Files.readString(DOCUMENT).split("## Codes", 2)[1];
    List<String> listed =
        Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|")
            .matcher(codes)
            .results()
            .map((MatchResult it) -> it.group(1))
            .toList();
    assertThat(listed)
        .isEqualTo(Arrays.stream(RejectionCode.values()).map(RejectionCode::text).toList());
  }
}
