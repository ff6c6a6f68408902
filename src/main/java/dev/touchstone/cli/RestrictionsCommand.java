package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.restriction.Restriction;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows which persons are restricted. */
@Command(
    name = "restrictions",
    description = {
      "Show which contacts are restricted, since when, by whom and why; the longest ago first.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class RestrictionsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write one JSON object a line.")
  private boolean json;

  @Mixin private FolderOrServer where = new FolderOrServer();

  private final Console console;

  RestrictionsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Restriction> all =
        where.ask(console, RestrictionsCommand::here, RestrictionsCommand::there);
    if (json) {
      all.forEach(it -> console.say(it.text()));
    } else {
      show(all);
    }
    return ExitCode.OK.number();
  }

  private static List<Restriction> here(OpenFolder open) {
    List<Restriction> all = open.erasures().restrictions().all();
    List<ContactId> contacts = all.stream().map(Restriction::contact).toList();
    Occasions.ofCommandLine("")
        .note(open.trail(), AuditAction.RESTRICT, "list", contacts, all.size());
    return all;
  }

  private static List<Restriction> there(ServerCalls server) {
    try {
      return server.getText("/v1/restrictions").lines().map(Restriction::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, "the answer is not Touchstone's", e);
    }
  }

  private void show(List<Restriction> all) {
    Table table =
        new Table(
            Heading.left("Contact"),
            Heading.left("Since"),
            Heading.left("By"),
            Heading.left("Reason"));
    for (Restriction each : all) {
      table.add(
          each.contact().value(),
          each.since().truncatedTo(ChronoUnit.SECONDS).toString(),
          each.by(),
          each.reason().text());
    }
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
  }
}
