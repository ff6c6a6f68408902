package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.Subject;
import dev.touchstone.privacy.request.SubjectRequest;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Notes a request. */
@Command(
    name = "create",
    description = "Note a request. It is due 30 days after it was received, or a month if shorter.")
final class RequestCreateCommand implements Callable<Integer> {
  @Option(
      names = "--right",
      required = true,
      paramLabel = "RIGHT",
      description = "access, erasure, rectification or restriction.")
  private String right = "";

  @Option(
      names = "--contact",
      arity = "1..*",
      paramLabel = "ID",
      description = "The ids under which the person is known. Default: those that have --email.")
  private List<String> contacts = List.of();

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "The address that they wrote from; it is kept while the request is open.")
  @Nullable String email;

  @Option(
      names = "--received",
      paramLabel = "DAY",
      description = "When it came in, YYYY-MM-DD. Default: now.")
  @Nullable String received;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "A word or the number of a case. It is kept for ever; name nobody.")
  private String reason = "";

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Right asked = RequestSource.read("--right", right, Right::parse);
    Reason why = RequestSource.reason(reason);
    Instant when = when();
    List<ContactId> ids = contacts.stream().map(ContactOptions::contact).toList();
    MailAddress address =
        email == null ? null : RequestSource.read("--email", email, MailAddress::parse);
    if (ids.isEmpty() && address == null) {
      throw new CommandException(ExitCode.USAGE, "give --contact, --email or both", null);
    }
    Subject subject = RequestSource.accepted(() -> new Subject(ids, address));
    source.show(
        console,
        source.where.ask(
            console,
            open -> make(open, asked, subject, when, why),
            server -> server.postText(path(subject))));
    return ExitCode.OK.number();
  }

  private Instant when() {
    try {
      return received == null
          ? Instant.now()
          : LocalDate.parse(received).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "--received: '%s' is not accepted; accepted is a day as YYYY-MM-DD".formatted(received),
          e);
    }
  }

  private static String make(
      OpenFolder open, Right right, Subject subject, Instant when, Reason reason) {
    SubjectRequest made =
        RequestSource.accepted(
            () ->
                open.erasures()
                    .requests()
                    .create(right, subject, when, RequestSource.CALLER, reason));
    Shown shown = open.erasures().requests().show(made);
    RequestSource.note(open, Step.CREATE.text(), reason.text(), shown, subject.contacts());
    return RequestJson.show(shown, Instant.now());
  }

  private String path(Subject subject) {
    StringBuilder path = new StringBuilder(RequestSource.PATH);
    path.append("?right=").append(ContactOptions.encode(right));
    path.append("&reason=").append(ContactOptions.encode(reason));
    if (received != null) {
      path.append("&received=").append(ContactOptions.encode(received));
    }
    if (email != null) {
      path.append("&email=").append(ContactOptions.encode(email));
    }
    subject
        .contacts()
        .forEach(it -> path.append("&contact=").append(ContactOptions.encode(it.value())));
    return path.toString();
  }
}
