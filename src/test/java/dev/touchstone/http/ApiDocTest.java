package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the examples of the documentation of the action. */
class ApiDocTest {
  @Test
  void examplesAreTrue() throws IOException {
    MemoryStore store = new MemoryStore();
    store.append(List.of(Documented.interaction()));
    try (RunningServer server = RunningServer.of(store)) {
      assertThat(HttpExamples.check(Path.of("docs/api.md"), server, server.key())).isEqualTo(6);
    }
  }
}
