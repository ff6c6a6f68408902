package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.odata.Answer;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code GET /v1/move}: how far this server is with the move of its store into another one. */
public final class MoveEndpoint {
  private static final JsonFactory JSON = new JsonFactory();

  private final Supplier<@Nullable State> state;

  /**
   * Where a move stands.
   *
   * @param phase a word for what is being done
   * @param contacts done in this phase
   * @param totalContacts as counted; 0 where that is not known
   * @param unsettled what may differ because a change reached one store only
   * @param switched whether the target answers
   * @param outcome a word; null while it goes on
   * @param failure the kind of error that broke it off; null for none
   */
  public record State(
      String from,
      String to,
      String phase,
      long contacts,
      long totalContacts,
      long copiedRows,
      long unsettled,
      boolean switched,
      @Nullable String outcome,
      @Nullable String failure) {}

  /**
   * @param state gives null where nothing is moved
   */
  public MoveEndpoint(Supplier<@Nullable State> state) {
    this.state = state;
  }

  public List<Route> routes() {
    return List.of(
        new Route("/v1/move", Set.of("GET", "HEAD"), Permission.METRICS, exchange -> answer()));
  }

  private Answer answer() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      State now = state.get();
      json.writeBooleanProperty("moving", now != null);
      if (now != null) {
        write(json, now);
      }
      json.writeEndObject();
    }
    byte[] body = text.toString().getBytes(UTF_8);
    return new Answer(200, Map.of("Content-Type", "application/json"), out -> out.write(body));
  }

  private static void write(JsonGenerator json, State now) {
    json.writeStringProperty("from", now.from());
    json.writeStringProperty("to", now.to());
    json.writeStringProperty("phase", now.phase());
    json.writeNumberProperty("contacts", now.contacts());
    json.writeNumberProperty("totalContacts", now.totalContacts());
    json.writeNumberProperty("copiedRows", now.copiedRows());
    json.writeNumberProperty("unsettled", now.unsettled());
    json.writeBooleanProperty("switched", now.switched());
    json.writeStringProperty("outcome", now.outcome());
    json.writeStringProperty("failure", now.failure());
  }
}
