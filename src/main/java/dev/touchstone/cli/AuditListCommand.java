package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditEvent;
import dev.touchstone.privacy.audit.AuditFilter;
import dev.touchstone.privacy.audit.EventJson;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the audit trail. */
@Command(name = "list", description = "Show events of the audit trail in the order of time.")
final class AuditListCommand implements Callable<Integer> {
  /** A table is measured before it is shown, so it has an end. */
  private static final int MAX_ROWS = 10_000;

  @Option(names = "--contact", paramLabel = "ID", description = "Only what is about a contact.")
  @Nullable String contact;

  @Option(names = "--caller", paramLabel = "ID", description = "Only what a caller did.")
  @Nullable String caller;

  @Option(names = "--action", paramLabel = "NAME", description = "Only one action, such as read.")
  @Nullable String action;

  @Option(names = "--from", paramLabel = "DAY", description = "The first day, YYYY-MM-DD, UTC.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day, YYYY-MM-DD, UTC.")
  @Nullable String to;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why you ask; it is noted too.")
  private String reason = "";

  @Option(names = "--json", description = "Write one JSON object a line, and all of them.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  AuditListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      ContactId id = contact == null ? null : ContactId.parse(contact);
      AuditFilter filter = filter(id == null ? null : open.trail().digest().apply(id));
      Occasions.ofCommandLine(reason)
          .note(open.trail(), AuditAction.AUDIT, "list", id == null ? List.of() : List.of(id), 0);
      if (json) {
        open.trail().reader().forEach(filter, event -> console.say(EventJson.encode(event)));
      } else {
        table(open, filter);
      }
    }
    return ExitCode.OK.number();
  }

  private void table(OpenFolder open, AuditFilter filter) {
    Table table =
        new Table(
            Heading.left("Time"),
            Heading.left("Caller"),
            Heading.left("Action"),
            Heading.left("What"),
            Heading.right("Rows"),
            Heading.left("Contacts"),
            Heading.left("Reason"));
    int[] shown = {0};
    open.trail()
        .reader()
        .forEach(
            filter,
            event -> {
              if (shown[0]++ < MAX_ROWS) {
                add(table, event);
              }
            });
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    if (shown[0] > MAX_ROWS) {
      console.tell("%s more; all of them: --json".formatted(Figures.count(shown[0] - MAX_ROWS)));
    }
  }

  private static void add(Table table, AuditEvent event) {
    table.add(
        event.time().truncatedTo(ChronoUnit.SECONDS).toString(),
        event.caller(),
        event.action().text() + (event.complete() ? "" : ", not to its end"),
        event.what(),
        Figures.count(event.rows()),
        String.join(" ", event.contacts()),
        event.reason());
  }

  private AuditFilter filter(@Nullable String digest) {
    LocalDate first = day("--from", from);
    LocalDate last = day("--to", to);
    return new AuditFilter(
        first == null ? AuditFilter.ALL.from() : first.atStartOfDay(ZoneOffset.UTC).toInstant(),
        last == null
            ? AuditFilter.ALL.to()
            : last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        digest,
        caller,
        action == null ? null : AuditAction.parse(action));
  }

  private static @Nullable LocalDate day(String option, @Nullable String text) {
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s is not valid: '%s' is not accepted; accepted is a day as YYYY-MM-DD"
              .formatted(option, text),
          e);
    }
  }
}
