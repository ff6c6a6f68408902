package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.SubjectRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Notes a request. */
@Command(name = "create", description = "Note a request; it is due 30 days after it was received.")
final class RequestCreateCommand implements Callable<Integer> {
  @Option(
      names = "--right",
      required = true,
      paramLabel = "RIGHT",
      description = "access, erasure, rectification or restriction.")
  private String right = "";

  @Option(
      names = "--received",
      paramLabel = "DAY",
      description = "When it came in, YYYY-MM-DD. Default: now.")
  @Nullable String received;

  @Mixin private ContactOptions who = new ContactOptions();
  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Right asked = RequestSource.read("--right", right, Right::parse);
    Instant when = when();
    source.show(
        console,
        source.ask(
            console,
            open -> make(open, asked, when, who.contacts(), who.reason()),
            server -> server.postText(path())));
    return ExitCode.OK.number();
  }

  private Instant when() {
    try {
      return received == null
          ? Instant.now().truncatedTo(ChronoUnit.MILLIS)
          : LocalDate.parse(received).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--received: '%s' is not accepted; accepted is a day as YYYY-MM-DD".formatted(received),
          e);
    }
  }

  private static String make(
      OpenFolder open, Right right, Instant when, List<ContactId> contacts, Reason reason) {
    SubjectRequest made =
        open.erasures().requests().create(right, contacts, when, "command line", reason);
    Occasions.ofCommandLine(reason.text())
        .note(open.trail(), AuditAction.REQUEST, "create " + made.id(), contacts, 0);
    return RequestJson.show(made, contacts, Instant.now());
  }

  private String path() {
    StringBuilder path = new StringBuilder("/v1/requests?right=");
    path.append(ContactOptions.encode(right));
    path.append("&reason=").append(ContactOptions.encode(who.reason().text()));
    if (received != null) {
      path.append("&received=").append(ContactOptions.encode(received));
    }
    who.contacts()
        .forEach(it -> path.append("&contact=").append(ContactOptions.encode(it.value())));
    return path.toString();
  }
}
