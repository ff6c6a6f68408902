package dev.touchstone.cli;

import dev.touchstone.access.ApiKey;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes an API key back. */
@Command(
    name = "revoke",
    description = "Refuse an API key from now on; a running server follows within a second.")
final class KeyRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The key's id, as the list shows it.")
  private String id = "";

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  KeyRevokeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ApiKey key = Callers.keys(data.existing(console)).revoke(id);
    console.say("Revoked %s (%s).".formatted(key.id(), key.name()));
    return ExitCode.OK.number();
  }
}
