package dev.touchstone.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a new key sign from now on. */
@Command(
    name = "rotate",
    description = {
      "Make a new key, which signs from now on. The former private key is destroyed;",
      "its public key stays, for what it signed lasts. Export the keys again afterwards.",
    })
final class SigningKeyRotateCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  SigningKeyRotateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    String id = OpenFolder.signingKeys(folder, settings.read(console, folder)).rotate().id();
    console.say("Key %s signs from now on.".formatted(id));
    return ExitCode.OK.number();
  }
}
