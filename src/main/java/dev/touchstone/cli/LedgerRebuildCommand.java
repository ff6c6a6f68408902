package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.CommitListener;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a ledger anew that was lost. */
@Command(
    name = "rebuild",
    description = {
      "Make the ledger anew of what the data knows of it, where no copy is left.",
      "If the data was restored from a backup, contacts that were erased after that backup are"
          + " back",
      "and nobody can tell. The ledger says for ever that it was rebuilt, and why.",
    })
final class LedgerRebuildCommand implements Callable<Integer> {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "Why: a word or the number of a case.")
  private String reason = "";

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  LedgerRebuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    Config config = settings.read(console, folder);
    Reason why = reason();
    if (config.onCassandra()) {
      throw new CommandException(
          ExitCode.USAGE, "a server on Cassandra takes the ledger from there by itself", null);
    }
    try (StorageEngine engine = Engines.openHome(folder, config, CommitListener.NONE);
        Ledger ledger =
            Ledger.rebuild(engine.records(), FolderErasures.options(folder, config), why)) {
      console.say(
          "Made %s anew, with %s."
              .formatted(
                  folder.resolve(Ledger.FILE),
                  Figures.count(ledger.head().entries(), "entry", "entries")));
    }
    return ExitCode.OK.number();
  }

  private Reason reason() {
    try {
      return Reason.parse(reason);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "--reason: " + e.getMessage(), e);
    }
  }
}
