package dev.touchstone.cli;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.request.RequestJson;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
import dev.touchstone.privacy.request.Taken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where requests are: in a data folder or at a server; and how one is shown. */
final class RequestSource {
  static final String PATH = "/v1/requests";

  /** Who acts, as the history has it. */
  static final String CALLER = "command line";

  @Option(names = "--json", description = "Write one JSON object for each request.")
  private boolean json;

  @Mixin FolderOrServer where = new FolderOrServer();

  boolean json() {
    return json;
  }

  /** Takes a step, and shows the request as it is then. */
  void step(Console console, String id, Supplier<Change> change) {
    show(
        console,
        where.ask(
            console,
            open -> take(open, id, change.get()),
            server -> server.postText(path(id, change.get()))));
  }

  static String take(OpenFolder open, String id, Change change) {
    return switch (accepted(() -> open.erasures().requests().step(id, change))) {
      case Taken.Done done -> {
        Shown shown = open.erasures().requests().show(done.request());
        note(open, change.step().text(), change.reason().text(), shown, change.contacts());
        yield RequestJson.show(shown, Instant.now());
      }
      case Taken.Missing missing -> throw missing();
      case Taken.Impossible impossible ->
          throw new CommandException(
              ExitCode.USAGE, "that is not possible: " + impossible.why(), null);
    };
  }

  static void note(
      OpenFolder open, String step, String reason, Shown shown, List<ContactId> named) {
    Occasions.ofCommandLine(reason)
        .note(
            open.trail(),
            AuditAction.REQUEST,
            step + " " + shown.request().id(),
            shown.concerned(named),
            0);
  }

  static String path(String id, Change change) {
    StringBuilder path = new StringBuilder(path(id));
    path.append("?step=").append(change.step().text());
    path.append("&reason=").append(ContactOptions.encode(change.reason().text()));
    change
        .contacts()
        .forEach(it -> path.append("&contact=").append(ContactOptions.encode(it.value())));
    if (!change.answer().isEmpty()) {
      path.append("&answer=").append(ContactOptions.encode(change.answer()));
    }
    return path.toString();
  }

  static String path(String id) {
    return PATH + "/" + ContactOptions.encode(id);
  }

  static CommandException missing() {
    return new CommandException(ExitCode.USAGE, "there is no request of this id", null);
  }

  /** Makes an error of the command line of a value that is not accepted. */
  static <T> T accepted(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "that is not possible: " + e.getMessage(), e);
    }
  }

  /** Reads an option. */
  static <T> T read(String option, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }

  static Reason reason(String text) {
    return read("--reason", text, Reason::parse);
  }

  /** A request in a few lines, or as it came. */
  void show(Console console, String text) {
    if (json) {
      console.say(text.strip());
    } else {
      RequestText.lines(object(text)).forEach(console::say);
    }
  }

  /** What a server or a folder answered. */
  static Map<String, @Nullable Object> object(String text) {
    try {
      return JsonTree.object(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the server did not answer as Touchstone does", e);
    }
  }
}
