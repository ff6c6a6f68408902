package dev.touchstone.cli;

import dev.touchstone.ingest.Correction;
import dev.touchstone.ingest.Rectification.Cause;
import dev.touchstone.ingest.Rectification.Rectified;
import dev.touchstone.ingest.Rectification.Refused;
import dev.touchstone.ingest.Rectifier;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditEvent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Corrects an interaction of a person: in the data folder itself, or at a server. */
@Command(
    name = "rectify",
    description = {
      "Correct values of an interaction. The old ones are read no more, also when their source",
      "sends them again; the interaction says by whom and why it was corrected. The columns that",
      "say which interaction it is cannot be corrected.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class RectifyCommand implements Callable<Integer> {
  @Mixin private ContactOptions who = new ContactOptions();

  @Option(
      names = "--interaction",
      required = true,
      paramLabel = "ID",
      description = "The id of the interaction.")
  private String interaction = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Its type, where several interactions have that id.")
  private @Nullable String type;

  @Option(
      names = "--set",
      required = true,
      paramLabel = "COLUMN=VALUE",
      description = "A column and its right value; an empty one removes it. May be given again.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Mixin private FolderOrServer where = new FolderOrServer();

  private final Console console;

  RectifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (who.contacts().size() > 1) {
      throw new CommandException(
          ExitCode.USAGE, "--contact: an interaction has one contact; name one", null);
    }
    ContactId contact = who.contacts().getFirst();
    String columns =
        where.ask(console, open -> rectifyHere(open, contact), server -> ask(server, contact));
    console.say(
        columns.isEmpty()
            ? "The interaction has these values already."
            : "Corrected: %s.".formatted(columns));
    return ExitCode.OK.number();
  }

  /** Returns the columns that were corrected. */
  private String rectifyHere(OpenFolder open, ContactId contact) {
    TypeCatalogue types = open.config().catalogue();
    Correction wanted =
        new Correction(
            contact,
            parsed("--interaction", () -> InteractionId.parse(interaction)),
            typeName(types),
            values,
            Occasions.COMMAND_LINE,
            who.reason().text());
    Rectifier rectifier = new Rectifier(open.kept(), types, InstantSource.system());
    return switch (rectifier.rectify(wanted)) {
      case Rectified it -> {
        Occasions.ofCommandLine(who.reason().text())
            .note(
                open.trail(),
                AuditAction.RECTIFY,
                it.words(AuditEvent.MAX_TEXT),
                List.of(contact),
                1);
        yield String.join(", ", it.columns());
      }
      case Refused(Cause cause, String message) ->
          throw new CommandException(ExitCode.USAGE, message, null);
    };
  }

  private @Nullable TypeName typeName(TypeCatalogue types) {
    String text = type;
    return text == null ? null : parsed("--type", () -> types.canonicalName(text));
  }

  private static <T> T parsed(String option, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  private String body() {
    return Json.toString(
        json -> {
          json.writeStartObject();
          values.forEach(json::writeStringProperty);
          json.writeEndObject();
        });
  }

  private String ask(ServerCalls server, ContactId contact) {
    String path =
        "/v1/contacts/%s/rectification?interaction=%s&reason=%s%s"
            .formatted(
                ContactOptions.encode(contact.value()),
                ContactOptions.encode(interaction),
                ContactOptions.encode(who.reason().text()),
                type == null ? "" : "&type=" + ContactOptions.encode(type));
    return String.valueOf(server.post(path, body()).get("columns"));
  }
}
