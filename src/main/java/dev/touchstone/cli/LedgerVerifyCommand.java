package dev.touchstone.cli;

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

/** Verifies a ledger, and compares it with one that was seen before. */
@Command(
    name = "verify",
    description = {
      "Verify that every entry of a ledger follows the one before it. A server may run meanwhile.",
      "The line at the end says how far it goes: kept elsewhere, it shows later whether anything",
      "before it was changed.",
    })
final class LedgerVerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A copy. Default: the ledger of the data folder.")
  @Nullable Path file;

  @Option(
      names = "--anchor",
      paramLabel = "'N DIGEST'",
      description = "What an earlier verification ended with.")
  @Nullable String anchor;

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  LedgerVerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path ledger = file == null ? ofFolder(data.existing(console)) : file;
    LedgerCheck check = LedgerCheck.of(ledger, anchor);
    if (!check.hasAnchor()) {
      throw new CommandException(
          ExitCode.DAMAGED,
          "%s does not have the entry '%s': it is shorter, or another one"
              .formatted(ledger, anchor),
          null);
    }
    console.say(words(check));
    console.say("Anchor: " + check.anchor());
    return ExitCode.OK.number();
  }

  static Path ofFolder(Path folder) {
    Path ledger = folder.resolve(Ledger.FILE);
    if (!Files.isRegularFile(ledger)) {
      throw new CommandException(
          ExitCode.USAGE, "%s has no ledger (%s)".formatted(folder, Ledger.FILE), null);
    }
    return ledger;
  }

  static String verify(Path ledger) throws IOException {
    return words(LedgerCheck.of(ledger, null));
  }

  private static String words(LedgerCheck check) {
    return "%s, each follows the one before it; %s, %s now."
        .formatted(
            Figures.count(check.entries(), "entry", "entries"),
            Figures.count(check.erasures(), "erasure"),
            Figures.count(check.blocked(), "contact") + " blocked");
  }
}
