package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.client.LoadInteractionsRequest;
import dev.touchstone.client.TouchstoneClient;
import dev.touchstone.client.TouchstoneException;
import dev.touchstone.config.Config;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.odata.DirectLoad;
import dev.touchstone.odata.ODataException;
import dev.touchstone.privacy.audit.Occasion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** The action on the command line: reads the data folder itself, or asks a server. */
@Command(
    name = "load",
    description = {
      "Show the interactions of a contact, newest first, as the action answers them.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class LoadCommand implements Callable<Integer> {
  /** The action's parameters and the options that set them. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "ContactId", "--contact",
          "InteractionType", "--type",
          "DateFrom", "--from",
          "DateTo", "--to",
          "Top", "--top",
          "SkipToken", "--skip-token");

  @Option(
      names = "--contact",
      required = true,
      paramLabel = "ID",
      description = "The contact: a GUID or other text.")
  private String contact = "";

  @Option(
      names = "--type",
      required = true,
      paramLabel = "NAME",
      description = "The interaction type; 'touchstone types' lists them.")
  private String type = "";

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day, MM-DD-YYYY or YYYY-MM-DD, in the organization's time zone.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
  @Nullable String to;

  @Option(names = "--top", paramLabel = "ROWS", description = "The most rows. Default: all.")
  @Nullable String top;

  @Option(
      names = "--skip-token",
      paramLabel = "TOKEN",
      description = "Go on where the rows before ended.")
  @Nullable String skipToken;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the audit trail: the number of a ticket, not a name.")
  private String reason = "";

  @Option(
      names = "--json",
      description = {
        "Write the rows as a JSON array to standard output;",
        "a token for more goes to standard error.",
      })
  private boolean json;

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  LoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (remote.url != null) {
      ask(remote.url);
    } else {
      readFolder();
    }
    return ExitCode.OK.number();
  }

  private void ask(URI url) {
    data.requireAbsent();
    LoadInteractionsRequest request = remote.request(contact, type, from, to, top, skipToken);
    List<Column> columns =
        settings
            .read(console, null)
            .catalogue()
            .find(type)
            .map(InteractionType::columns)
            .orElse(List.of());
    try (TouchstoneClient client = remote.client(url, console, reason)) {
      RemoteLoad load = new RemoteLoad(client, request);
      if (json) {
        endJson(load.writeJson(console.out()));
      } else {
        RowTable table = new RowTable(console, columns);
        endTable(table, load.forEach(table));
      }
    } catch (TouchstoneException e) {
      throw new CommandException(
          Failures.exitCode(e), inOptions(String.valueOf(e.getMessage())), e);
    }
  }

  private void readFolder() throws IOException {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      DirectLoad load =
          new DirectLoad(open.store(), config.catalogue(), open.tokens(), open.wire());
      DirectLoad.Selection selection = load.parse(new ByteArrayInputStream(body()));
      Occasion occasion = Occasions.ofReader(reason).asking("load");
      try {
        occasion.run(() -> show(load, selection));
      } finally {
        occasion.end(open.trail(), true);
      }
    } catch (ODataException e) {
      throw new CommandException(ExitCode.USAGE, inOptions(e.error().message()), e);
    }
  }

  private void show(DirectLoad load, DirectLoad.Selection selection) throws IOException {
    if (json) {
      endJson(load.writeJson(selection, console.out()));
    } else {
      RowTable table = new RowTable(console, selection.type().columns());
      endTable(table, load.forEach(selection, table));
    }
  }

  private void endJson(@Nullable String next) {
    console.say("");
    if (next != null) {
      console.tell("more: --skip-token " + next);
    }
  }

  private void endTable(RowTable table, @Nullable String next) {
    table.end();
    StringBuilder footer = new StringBuilder(Figures.count(table.rows(), "row"));
    if (!table.isComplete()) {
      footer.append("; every field in full: --json");
    }
    if (next != null) {
      footer.append("; more: --skip-token ").append(next);
    }
    if (table.rows() > 0) {
      console.say("");
    }
    console.say(console.outStyle().dim(footer.toString()));
  }

  /** The call that a caller would send, so that it is read by the same eyes. */
  private byte[] body() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("ContactId", contact);
    texts.put("InteractionType", type);
    putIfGiven(texts, "DateFrom", from);
    putIfGiven(texts, "DateTo", to);
    putIfGiven(texts, "SkipToken", skipToken);
    return Json.toString(out -> write(out, texts)).getBytes(UTF_8);
  }

  private static void putIfGiven(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }

  private void write(JsonGenerator out, Map<String, String> texts) {
    out.writeStartObject();
    texts.forEach(out::writeStringProperty);
    if (top != null && top.matches("-?(0|[1-9][0-9]*)")) {
      out.writeName("Top");
      out.writeRawValue(top);
    } else if (top != null) {
      out.writeStringProperty("Top", top);
    }
    out.writeEndObject();
  }

  /** Names the options, which the person knows, instead of the parameters they stand for. */
  private static String inOptions(String message) {
    String renamed = message;
    for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
      renamed = renamed.replace("The parameter '" + option.getKey() + "'", option.getValue());
    }
    return renamed;
  }
}
