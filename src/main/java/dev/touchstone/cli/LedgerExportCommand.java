package dev.touchstone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies the ledger. */
@Command(
    name = "export",
    description = {
      "Copy the ledger to a file: after every erasure, to where no backup of the data goes.",
      "It holds no personal data. A store that is restored needs the newest copy.",
    })
final class LedgerExportCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; it must not be there yet.")
  private Path out = Path.of("");

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();

  private final Console console;

  LedgerExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NewFile.requireNew(out);
    if (remote.url == null) {
      Path ledger = LedgerVerifyCommand.ofFolder(data.existing(console));
      NewFile.write(out, file -> Files.copy(ledger, file));
    } else {
      data.requireAbsent();
      try (ServerCalls server = remote.calls(remote.url, console)) {
        NewFile.write(out, file -> server.download("/v1/ledger", file));
      }
    }
    console.say("Wrote %s: %s".formatted(out, LedgerVerifyCommand.verify(out)));
    return ExitCode.OK.number();
  }
}
