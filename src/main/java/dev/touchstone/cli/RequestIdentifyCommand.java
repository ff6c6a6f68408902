package dev.touchstone.cli;

import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says of a request who is meant. */
@Command(
    name = "identify",
    description = "Say under which further ids the person of an open request is known.")
final class RequestIdentifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The request.")
  private String id = "";

  @Mixin private ContactOptions who = new ContactOptions();
  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestIdentifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Change change =
        new Change(Step.IDENTIFY, RequestSource.CALLER, who.reason(), who.contacts(), "");
    source.step(console, id, () -> change);
    return ExitCode.OK.number();
  }
}
