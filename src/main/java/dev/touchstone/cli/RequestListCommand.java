package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.request.SubjectRequests.Listed;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists requests, those that are due first. */
@Command(
    name = "list",
    description = "List open requests, those that are due first. Who asks is in 'request show'.")
final class RequestListCommand implements Callable<Integer> {
  /** A table is measured before it is shown, so it has an end. */
  private static final int MAX_ROWS = 10_000;

  @Option(names = "--all", description = "Those that are not open too.")
  private boolean all;

  @Mixin private RequestSource source = new RequestSource();

  private final Console console;

  RequestListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Table table =
        new Table(
            Heading.left("Request"),
            Heading.left("Right"),
            Heading.left("State"),
            Heading.left("Received"),
            Heading.left("Due"),
            Heading.right("Days left"));
    long[] more = {0};
    walk(
        json -> {
          if (source.json()) {
            console.say(json);
          } else if (table.size() < MAX_ROWS) {
            add(table, RequestSource.object(json));
          } else {
            more[0]++;
          }
        });
    if (!source.json() && table.size() == 0) {
      console.tell(all ? "There is no request." : "No request is open.");
    } else if (!source.json()) {
      table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    }
    if (more[0] > 0) {
      console.tell("%s more; all of them: --json".formatted(Figures.count(more[0])));
    }
    return ExitCode.OK.number();
  }

  private void walk(Consumer<String> each) {
    source.where.ask(
        console,
        open -> {
          walkHere(open.erasures().requests(), each);
          return true;
        },
        server -> {
          walkThere(server, each);
          return true;
        });
  }

  private void walkHere(SubjectRequests requests, Consumer<String> each) {
    Instant now = Instant.now();
    @Nullable String after = null;
    do {
      Listed page = requests.list(all, after, SubjectRequests.MAX_LISTED);
      page.requests().forEach(it -> each.accept(RequestJson.show(it, now)));
      after = page.next();
    } while (after != null);
  }

  private void walkThere(ServerCalls server, Consumer<String> each) {
    String path = RequestSource.PATH + "?state=" + (all ? "all" : "open");
    @Nullable String after = null;
    do {
      String text =
          server.getText(after == null ? path : path + "&after=" + ContactOptions.encode(after));
      RequestPage page = RequestPage.parse(text);
      page.requests().forEach(each);
      after = page.next();
    } while (after != null);
  }

  private static void add(Table table, Map<?, ?> request) {
    table.add(
        String.valueOf(request.get("id")),
        String.valueOf(request.get("right")),
        String.valueOf(request.get("state")),
        day(request.get("received")),
        day(request.get("due")),
        RequestText.daysLeft(request));
  }

  private static String day(@Nullable Object time) {
    String text = String.valueOf(time);
    int end = text.indexOf('T');
    return end < 0 ? text : text.substring(0, end);
  }
}
