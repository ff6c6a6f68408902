package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.InvalidValueException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where requests are: in a data folder or at a server; and how one is shown. */
final class RequestSource {
  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  boolean json() {
    return json;
  }

  /**
   * Asks for a JSON object, as text.
   *
   * @param here how it is made of an open folder
   * @param there how a server is asked for it
   */
  String ask(
      Console console, Function<OpenFolder, String> here, Function<ServerCalls, String> there) {
    if (remote.url != null) {
      if (data.data != null) {
        throw new CommandException(ExitCode.USAGE, "give --url or --data, not both", null);
      }
      try (ServerCalls server = remote.calls(remote.url, console)) {
        return there.apply(server).strip();
      }
    }
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      return here.apply(open);
    }
  }

  /** Reads an option. */
  static <T> T read(String option, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  /** A request in a few lines, or as it came. */
  void show(Console console, String text) {
    if (json) {
      console.say(text);
      return;
    }
    Map<String, @Nullable Object> request = JsonTree.object(text);
    console.say(
        "Request %s for %s: %s"
            .formatted(request.get("id"), request.get("right"), request.get("state")));
    String left =
        request.get("daysLeft") == null ? "" : ", %s days left".formatted(request.get("daysLeft"));
    console.say(
        "Received %s, due %s%s".formatted(request.get("received"), request.get("due"), left));
  }
}
