package dev.touchstone.cli;

import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a request with nothing but a reason: extend, refuse, withdraw. */
@Command
final class RequestStepCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The request.")
  private String id = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "Why: a word or the number of a case. It is kept for ever; name nobody.")
  private String reason = "";

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;
  private final Step step;

  RequestStepCommand(Console console, Step step) {
    this.console = console;
    this.step = step;
  }

  @Override
  public Integer call() {
    Reason why = RequestSource.reason(reason);
    source.step(console, id, () -> new Change(step, RequestSource.CALLER, why, List.of(), ""));
    return ExitCode.OK.number();
  }
}
