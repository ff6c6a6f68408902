package dev.touchstone.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the public keys, for those who verify. */
@Command(
    name = "export",
    description = {
      "Write all public keys, the retired ones too, to standard output, in PEM form.",
      "They are no secret: give them to whoever verifies what was signed.",
    })
final class SigningKeyExportCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  SigningKeyExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    console
        .out()
        .print(OpenFolder.signingKeys(folder, settings.read(console, folder)).publicKeys().toPem());
    return ExitCode.OK.number();
  }
}
