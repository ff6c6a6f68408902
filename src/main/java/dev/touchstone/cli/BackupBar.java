package dev.touchstone.cli;

import dev.touchstone.backup.BackupProgress;

/** Shows a person how far a backup is; says nothing where nobody watches. */
final class BackupBar implements BackupProgress {
  private static final long NANOS_BETWEEN = 200_000_000;

  private final Console console;
  private final String verb;
  private long last;

  BackupBar(Console console, String verb) {
    this.console = console;
    this.verb = verb;
    this.last = console.nanos().getAsLong();
  }

  @Override
  public void reached(long done, long total) {
    if (!console.errIsTerminal()) {
      return;
    }
    long now = console.nanos().getAsLong();
    if (done == total || now - last >= NANOS_BETWEEN) {
      last = now;
      console
          .err()
          .print(
              "\r%s of %s %s\u001b[K".formatted(Figures.bytes(done), Figures.bytes(total), verb));
      if (done == total) {
        console.err().print("\r\u001b[K");
      }
      console.err().flush();
    }
  }
}
