package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has settings. */
final class SettingOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings. Default: touchstone.properties in the data folder, if it is there.")
  @Nullable Path config;

  @Option(
      names = "--types",
      paramLabel = "FILE",
      description = "Interaction types of your own, beside those that come with the program.")
  @Nullable String types;

  /**
   * Gathers what is set: by a file, then by the environment, then by options.
   *
   * @param dataFolder null where the command has none
   */
  Settings settings(Console console, @Nullable Path dataFolder) {
    Settings settings = new Settings();
    Path usual = dataFolder == null ? null : dataFolder.resolve(Settings.FILE_NAME);
    if (config != null) {
      settings.addFile(config);
    } else if (usual != null && Files.exists(usual)) {
      settings.addFile(usual);
    }
    return settings.addEnvironment(console.environment()).add(Setting.TYPES_FILE, types, "--types");
  }

  Config read(Console console, @Nullable Path dataFolder) {
    return settings(console, dataFolder).toConfig();
  }
}
