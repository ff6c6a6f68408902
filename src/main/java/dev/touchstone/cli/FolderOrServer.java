package dev.touchstone.cli;

import dev.touchstone.config.Config;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** Where a command does its work: in a data folder that it opens itself, or at a server. */
final class FolderOrServer {
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  /**
   * Does one or the other.
   *
   * @param here what is done with the open folder
   * @param there how the server is asked for it
   */
  <T> T ask(Console console, Function<OpenFolder, T> here, Function<ServerCalls, T> there) {
    if (remote.url != null) {
      data.requireAbsent();
      try (ServerCalls server = remote.calls(remote.url, console)) {
        return there.apply(server);
      }
    }
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      return here.apply(open);
    }
  }
}
