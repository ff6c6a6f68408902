package dev.touchstone.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the data folder. */
final class DataOption {
  private static final String DEFAULT = "data";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder. Default: TOUCHSTONE_DATA, otherwise ./data.")
  @Nullable Path data;

  /**
   * Checks that no data folder is named beside a server.
   *
   * @throws CommandException if one is
   */
  void requireAbsent() {
    if (data != null) {
      throw new CommandException(ExitCode.USAGE, "give --url or --data, not both", null);
    }
  }

  /** A data folder that must be there. */
  Path existing(Console console) {
    Path folder = folder(console);
    OpenFolder.requireExisting(folder);
    return folder;
  }

  Path folder(Console console) {
    if (data != null) {
      return data;
    }
    String named = console.environment().apply("TOUCHSTONE_DATA");
    return Path.of(named == null || named.isEmpty() ? DEFAULT : named);
  }
}
