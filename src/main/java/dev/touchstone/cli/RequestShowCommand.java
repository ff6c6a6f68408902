package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.SubjectRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a request. */
@Command(name = "show", description = "Show a request; with --json its contacts and history too.")
final class RequestShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The request.")
  private String id = "";

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    source.show(
        console,
        source.ask(
            console,
            this::read,
            server -> server.getText("/v1/requests/" + ContactOptions.encode(id))));
    return ExitCode.OK.number();
  }

  private String read(OpenFolder open) {
    SubjectRequest request =
        open.erasures().requests().get(id).orElseThrow(RequestShowCommand::missing);
    List<ContactId> contacts = open.erasures().requests().contacts(request);
    Occasions.ofCommandLine("")
        .note(open.trail(), AuditAction.REQUEST, "show " + request.id(), contacts, 0);
    return RequestJson.show(request, contacts, Instant.now());
  }

  static CommandException missing() {
    return new CommandException(ExitCode.USAGE, "there is no request of this id", null);
  }
}
