package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A contact to whom much was sent, and the call that asks for all of it. */
final class LongHistory {
  static final String BODY = "{\"ContactId\":\"c\",\"InteractionType\":\"EmailSent\"}";

  private LongHistory() {}

  /** The call over a connection that is closed after it. */
  static byte[] request() {
    return "POST %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(Documented.PATH, BODY.length(), BODY)
        .getBytes(UTF_8);
  }

  static MemoryStore of(int count) {
    MemoryStore store = new MemoryStore();
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new Interaction(
              ContactId.parse("c"),
              new TypeName("EmailSent"),
              Instant.ofEpochSecond(i),
              InteractionId.parse("id-" + i),
              1,
              Fields.of(Map.of("Reason", "row " + i))));
      if (rows.size() == InteractionStore.MAX_APPEND || i == count - 1) {
        store.append(rows);
        rows.clear();
      }
    }
    return store;
  }
}
