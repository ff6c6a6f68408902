package dev.touchstone.cli;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.audit.AuditAction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lifts the restriction of a person. */
@Command(
    name = "unrestrict",
    description = {
      "Show what is stored of a person to every reader again. Tell the person before you do.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class UnrestrictCommand implements Callable<Integer> {
  @Mixin private ContactOptions who = new ContactOptions();
  @Mixin private FolderOrServer where = new FolderOrServer();

  private final Console console;

  UnrestrictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int lifted = where.ask(console, this::liftHere, this::ask);
    if (lifted < who.contacts().size()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--contact: %s lifted; the others were not restricted"
              .formatted(Figures.count(lifted, "restriction")),
          null);
    }
    console.say("%s lifted.".formatted(Figures.count(lifted, "restriction")));
    return ExitCode.OK.number();
  }

  private int liftHere(OpenFolder open) {
    int count = 0;
    for (ContactId contact : who.contacts()) {
      boolean lifted = open.erasures().restrictions().lift(contact).isPresent();
      String what = lifted ? "lifted" : "was not restricted";
      Occasions.ofCommandLine(who.reason().text())
          .note(open.trail(), AuditAction.LIFT, what, List.of(contact), 0);
      count += lifted ? 1 : 0;
    }
    return count;
  }

  private int ask(ServerCalls server) {
    int count = 0;
    try {
      for (ContactId contact : who.contacts()) {
        String answer = server.delete(RestrictCommand.path(contact, who));
        count += Boolean.TRUE.equals(JsonTree.object(answer).get("lifted")) ? 1 : 0;
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, "the answer is not Touchstone's", e);
    }
    return count;
  }
}
