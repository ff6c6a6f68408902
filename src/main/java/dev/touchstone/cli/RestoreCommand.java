package dev.touchstone.cli;

import dev.touchstone.backup.Backup;
import dev.touchstone.backup.BackupFolder;
import dev.touchstone.backup.RestoreRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a data folder of a backup. */
@Command(
    name = "restore",
    description = {
      "Make a data folder of a backup. The folder must be empty or new: nothing is written over.",
      "Every file is compared with what was written. Secrets are in no backup: put the folder",
      "secrets back before the first start, or new ones are made.",
    })
final class RestoreCommand implements Callable<Integer> {
  /** What a backup says whose store had no ledger of erasures. */
  private static final String NO_LEDGER = "none";

  @Parameters(paramLabel = "DIR", description = "The folder of backups.")
  @Nullable Path backups;

  @Option(
      names = "--backup",
      paramLabel = "ID",
      description = "Which one; 'touchstone backup DIR --list' shows them. Default: the last.")
  @Nullable String id;

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BackupFolder.Reader reader = BackupFolder.read(backups == null ? Path.of("") : backups);
    Backup backup = id == null ? reader.latest() : reader.backup(id);
    if (!backup.ledger().equals(NO_LEDGER)) {
      throw new CommandException(
          ExitCode.USAGE,
          "backup %s knows a ledger of erasures, up to %s; restored without replaying it, erased contacts would come back"
              .formatted(backup.id(), backup.ledger()),
          null);
    }
    Path folder = data.folder(console);
    RestoreRun.run(reader, backup, folder, new BackupBar(console, "restored"), path -> {});
    console.say(
        "Restored backup %s into %s: %s of %s, each as it was written"
            .formatted(
                backup.id(),
                folder,
                Figures.count(backup.files().size(), "file"),
                Figures.bytes(backup.bytes())));
    return ExitCode.OK.number();
  }
}
