package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.SubjectRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a request: extend, complete, refuse, withdraw. */
@Command(description = "Change an open request.")
final class RequestStepCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The request.")
  private String id = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "Why: a word or the number of a case. It is kept for ever; name nobody.")
  private String reason = "";

  @Option(
      names = "--answer",
      paramLabel = "TEXT",
      description = "To complete: the SHA-256 of the package, or the id of the receipt.")
  private String answer = "";

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;
  private final Step step;

  RequestStepCommand(Console console, Step step) {
    this.console = console;
    this.step = step;
  }

  @Override
  public Integer call() {
    Reason why = RequestSource.read("--reason", reason, Reason::parse);
    source.show(
        console, source.ask(console, open -> take(open, why), server -> server.postText(path())));
    return ExitCode.OK.number();
  }

  private String take(OpenFolder open, Reason why) {
    SubjectRequest after =
        open.erasures()
            .requests()
            .step(id, step, "command line", why, answer)
            .orElseThrow(RequestShowCommand::missing);
    List<ContactId> contacts = open.erasures().requests().contacts(after);
    Occasions.ofCommandLine(why.text())
        .note(open.trail(), AuditAction.REQUEST, step.text() + " " + id, contacts, 0);
    return RequestJson.show(after, contacts, Instant.now());
  }

  private String path() {
    String path =
        "/v1/requests/%s?step=%s&reason=%s"
            .formatted(ContactOptions.encode(id), step.text(), ContactOptions.encode(reason));
    return answer.isEmpty() ? path : path + "&answer=" + ContactOptions.encode(answer);
  }
}
