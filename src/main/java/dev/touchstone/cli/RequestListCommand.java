package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.config.JsonTree;
import dev.touchstone.privacy.request.RequestJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists requests, those that are due first. */
@Command(name = "list", description = "List open requests, those that are due first.")
final class RequestListCommand implements Callable<Integer> {
  @Option(names = "--all", description = "Those that are not open too.")
  private boolean all;

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String text =
        source.ask(
            console,
            open -> RequestJson.list(open.erasures().requests().list(all), Instant.now()),
            server -> server.getText("/v1/requests?state=" + (all ? "all" : "open")));
    if (source.json()) {
      console.say(text);
    } else {
      table(text);
    }
    return ExitCode.OK.number();
  }

  private void table(String text) {
    Table table =
        new Table(
            Heading.left("Request"),
            Heading.left("Right"),
            Heading.left("State"),
            Heading.left("Due"),
            Heading.right("Days left"));
    if (JsonTree.object(text).get("requests") instanceof List<?> requests) {
      for (Object each : requests) {
        if (each instanceof Map<?, ?> request) {
          Object left = request.get("daysLeft");
          table.add(
              String.valueOf(request.get("id")),
              String.valueOf(request.get("right")),
              String.valueOf(request.get("state")),
              String.valueOf(request.get("due")),
              left == null ? "" : left.toString());
        }
      }
    }
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
  }
}
