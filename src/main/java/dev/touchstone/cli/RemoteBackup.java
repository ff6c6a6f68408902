package dev.touchstone.cli;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backup that a server makes of what it serves. */
final class RemoteBackup {
  private static final String PATH = "/v1/backups";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ServerCalls server;
  private final Console console;
  private String folder = "";

  RemoteBackup(ServerCalls server, Console console) {
    this.server = server;
    this.console = console;
  }

  /** Has a backup made, and waits for its end; the server goes on if the wait is given up. */
  BackupFigures make() {
    console.stop().heed();
    BackupBar bar = new BackupBar(console, "saved");
    Map<String, @Nullable Object> state = server.post(PATH, "");
    while (Boolean.TRUE.equals(state.get("running"))) {
      bar.reached(
          BackupFigures.number(state, "doneBytes"), BackupFigures.number(state, "totalBytes"));
      if (console.stop().await(LOOK_AGAIN)) {
        throw new CommandException(
            ExitCode.INTERRUPTED, "no longer waited for; the server goes on with the backup", null);
      }
      state = server.get(PATH);
    }
    folder = String.valueOf(state.get("folder"));
    if (state.get("failure") instanceof String failure) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the server made no backup: " + failure, null);
    }
    return BackupFigures.of(
        state.get("last") instanceof Map<?, ?> last ? last : Map.<String, Object>of());
  }

  /** Where on the server's machine it is. */
  String folder() {
    return folder;
  }
}
