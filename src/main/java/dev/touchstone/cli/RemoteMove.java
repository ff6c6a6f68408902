package dev.touchstone.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a server is with the move of its store. */
final class RemoteMove {
  private final ServerCalls server;
  private final Console console;

  RemoteMove(ServerCalls server, Console console) {
    this.server = server;
    this.console = console;
  }

  int show(boolean asJson) {
    try (server) {
      Map<String, @Nullable Object> state = server.get("/v1/move");
      console.say(asJson ? Json.toString(out -> out.writePOJO(state)) : words(state));
    }
    return ExitCode.OK.number();
  }

  private static String words(Map<String, @Nullable Object> state) {
    if (!Boolean.TRUE.equals(state.get("moving"))) {
      return "This server is not moving its store.";
    }
    String way = "%s to %s: ".formatted(state.get("from"), state.get("to"));
    return Table.harmless(way + standing(state));
  }

  private static String standing(Map<String, @Nullable Object> state) {
    if (state.get("failure") instanceof String failure) {
      return "broken off (%s); start the server again to go on".formatted(failure);
    }
    if (state.get("outcome") instanceof String outcome) {
      return "ended, %s; %s".formatted(outcome, figures(state));
    }
    return state.get("phase") + ", " + figures(state);
  }

  private static String figures(Map<String, @Nullable Object> state) {
    return "%s of %s, %s copied, %s unsettled"
        .formatted(
            Figures.count(BackupFigures.number(state, "contacts")),
            Figures.count(BackupFigures.number(state, "totalContacts"), "contact"),
            Figures.count(BackupFigures.number(state, "copiedRows"), "row"),
            Figures.count(BackupFigures.number(state, "unsettled")));
  }
}
