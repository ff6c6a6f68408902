package dev.touchstone.cli;

import dev.touchstone.backup.Backup;
import dev.touchstone.backup.BackupFolder;
import dev.touchstone.backup.RestoreRun;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.LedgerCheck;
import java.io.IOException;
import java.nio.file.Files;
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
      "Every file is compared with what was written. The ledger of erasures is in no backup: the",
      "newest copy is needed, and who was erased since is erased again before anybody reads.",
      "Secrets are in no backup either: put the folder secrets back before the first start.",
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

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "The newest copy of the ledger, which 'touchstone ledger export' writes.")
  @Nullable Path ledger;

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  RestoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    BackupFolder.Reader reader = BackupFolder.read(backups == null ? Path.of("") : backups);
    Backup backup = id == null ? reader.latest() : reader.backup(id);
    requireLedger(backup);
    Path folder = data.folder(console);
    RestoreRun.run(reader, backup, folder, new BackupBar(console, "restored"), this::putLedger);
    console.say(
        "Restored backup %s into %s: %s of %s, each as it was written"
            .formatted(
                backup.id(),
                folder,
                Figures.count(backup.files().size(), "file"),
                Figures.bytes(backup.bytes())));
    return ExitCode.OK.number();
  }

  /** A copy may be newer than the backup, never older, and must be of the same data. */
  private void requireLedger(Backup backup) throws IOException {
    if (ledger == null) {
      if (!backup.ledger().equals(NO_LEDGER)) {
        throw new CommandException(
            ExitCode.USAGE,
            "--ledger is missing: backup %s knows a ledger of erasures, up to %s; restored without it, erased contacts would come back"
                .formatted(backup.id(), backup.ledger()),
            null);
      }
      return;
    }
    String anchor = backup.ledger().equals(NO_LEDGER) ? null : backup.ledger();
    if (!LedgerCheck.of(ledger, anchor).hasAnchor()) {
      throw new CommandException(
          ExitCode.DAMAGED,
          "%s does not have the entry '%s', which backup %s knows: it is older, or another ledger"
              .formatted(ledger, anchor, backup.id()),
          null);
    }
  }

  private void putLedger(Path folder) throws IOException {
    if (ledger != null) {
      PrivateFiles.replace(folder.resolve(Ledger.FILE), Files.readAllBytes(ledger));
    }
  }
}
