package dev.touchstone.cli;

import dev.touchstone.ingest.BulkSource;
import dev.touchstone.ingest.LocalSource;
import dev.touchstone.ingest.azure.AzureAddress;
import dev.touchstone.ingest.azure.AzureContainer;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an import reads. */
final class SourceOptions {
  private static final String SAS_VARIABLE = "TOUCHSTONE_SAS";
  private static final int MAX_SAS_BYTES = 16 << 10;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "1..*",
      description = {
        "An export container: a folder with csv/TYPE/BLOB in it.",
        "A folder or file of rows: *.ndjson, *.jsonl, *.csv, also packed as .gz or .zst.",
        "A container of Azure Blob Storage: https://ACCOUNT.blob.core.windows.net/CONTAINER.",
      })
  private List<String> sources = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The type of rows that neither a folder's name nor the rows themselves tell.")
  @Nullable String type;

  @Option(
      names = "--sas-file",
      paramLabel = "FILE",
      description =
          "The file with the shared access signature for Azure. Default: TOUCHSTONE_SAS, otherwise"
              + " the query of the URL.")
  @Nullable Path sasFile;

  /**
   * The sources, none of which is read by this.
   *
   * @throws CommandException if one cannot be right
   */
  List<BulkSource> open(Console console, TypeCatalogue types) {
    try {
      if (type != null) {
        types.canonicalName(type);
      }
    } catch (InvalidValueException e) {
      throw wrong("--type is not valid: " + e.getMessage(), e);
    }
    return sources.stream().map(source -> open(source, console)).toList();
  }

  private BulkSource open(String source, Console console) {
    if (AzureAddress.isMeant(source)) {
      address(source, console);
      return new AzureContainer(() -> address(source, console), type);
    }
    try {
      return new LocalSource(Path.of(source), type, InstantSource.system());
    } catch (InvalidPathException e) {
      throw wrong("a source is no path: " + e.getReason(), e);
    }
  }

  /** Read anew whenever it is needed: the file may hold another signature by then. */
  private AzureAddress address(String source, Console console) {
    try {
      return AzureAddress.parse(source, signature(source, console));
    } catch (InvalidValueException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  /** A URL that has a signature of its own needs none from the environment. */
  private String signature(String source, Console console) {
    if (sasFile != null) {
      return read(sasFile);
    }
    String variable = console.environment().apply(SAS_VARIABLE);
    return variable == null || source.contains("?") ? "" : variable;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_SAS_BYTES) {
        throw wrong(file + " is larger than %,d bytes".formatted(MAX_SAS_BYTES), null);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw wrong("the file of the signature cannot be read: " + e, e);
    }
  }

  /** What imports the rejected rows of these sources beside the name of their folder. */
  String forRejected() {
    return type == null ? "" : " --type " + type;
  }

  private static CommandException wrong(String message, @Nullable Throwable cause) {
    return new CommandException(ExitCode.USAGE, message, cause);
  }
}
