package dev.touchstone.cli;

import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a request. */
@Command(name = "show", description = "Show a request, who asks, and its history.")
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
        source.where.ask(
            console,
            open -> RequestJson.show(read(open, id), Instant.now()),
            server -> server.getText(RequestSource.path(id))));
    return ExitCode.OK.number();
  }

  /** A request of a folder; that it was seen is noted. */
  static Shown read(OpenFolder open, String id) {
    SubjectRequests requests = open.erasures().requests();
    Shown shown = requests.show(requests.get(id).orElseThrow(RequestSource::missing));
    RequestSource.note(open, "show", "", shown, List.of());
    return shown;
  }
}
