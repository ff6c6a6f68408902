package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.audit.AuditAction;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the copies of personal data that left the store. */
@Command(
    name = "copies",
    description = {
      "List packages and backups that were made, and what erasures made of them.",
      "No other process may have the data folder open; ask its server: GET /v1/copies.",
    })
final class CopiesCommand implements Callable<Integer> {
  @Option(
      names = "--contact",
      paramLabel = "ID",
      description = "Only those that have a contact's data: its packages, and every backup.")
  @Nullable String contact;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why you ask; it is noted.")
  private String reason = "";

  @Option(names = "--json", description = "Write one JSON object a line.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  CopiesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ContactId id = id();
    Path folder = data.existing(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      Occasions.ofCommandLine(reason)
          .note(
              open.trail(), AuditAction.COPIES, "copies", id == null ? List.of() : List.of(id), 0);
      Copies copies = open.erasures().erasures().copies();
      if (json) {
        each(copies, id, copy -> console.say(copy.text()));
      } else {
        table(copies, id);
      }
    }
    return ExitCode.OK.number();
  }

  private @Nullable ContactId id() {
    try {
      return contact == null ? null : ContactId.parse(contact);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "--contact: " + e.getMessage(), e);
    }
  }

  private static void each(Copies copies, @Nullable ContactId id, Consumer<Copy> each) {
    if (id == null) {
      copies.forEach(each);
    } else {
      copies.of(id).forEach(each);
      copies.ofAll().forEach(each);
    }
  }

  private void table(Copies copies, @Nullable ContactId id) {
    Table table =
        new Table(
            Heading.left("Id"),
            Heading.left("Kind"),
            Heading.left("Since"),
            Heading.left("Caller"),
            Heading.left("Of"),
            Heading.left("Where"),
            Heading.left("State"));
    List<Copy> all = new ArrayList<>();
    each(copies, id, all::add);
    for (Copy copy : all) {
      table.add(
          copy.id(),
          copy.kind().text(),
          copy.begun().truncatedTo(ChronoUnit.SECONDS).toString(),
          copy.caller(),
          copy.isOfAll() ? "everybody" : Figures.count(copy.contacts().size(), "contact"),
          copy.place().isFile()
              ? copy.place().path() + " on " + copy.place().host()
              : "sent over HTTP",
          state(copy));
    }
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
  }

  private static String state(Copy copy) {
    if (copy.fate().deleted()) {
      return "deleted by erasure " + copy.fate().erasure();
    }
    String whole = copy.content() == null ? "begun" : "complete";
    return copy.fate().erasure().isEmpty()
        ? whole
        : "%s; left by erasure %s: %s".formatted(whole, copy.fate().erasure(), copy.fate().why());
  }
}
