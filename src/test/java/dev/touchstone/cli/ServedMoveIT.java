package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store moves while it is served and written to, and its server dies meanwhile. */
@Timeout(300)
final class ServedMoveIT {
  private static final int ROUNDS = 4;
  private static final int MOST_ANSWERS = 30;
  private static final int FIRST_ROWS = 20_000;

  /** Every other round moves slowly, so that some die while they copy, and some later. */
  private static final int SLOW = 300;

  @TempDir private Path folder;
  private final Random random = Randoms.random(ServedMoveIT.class);
  private final SentRows rows = new SentRows();

  /** The line that says where the last server is. */
  private String serving = "";

  @Test
  void nothingIsLostAndNothingIsAddedWhateverDiesMeanwhile() throws Exception {
    try (Child server = serve()) {
      assertThat(isMoved(server)).isFalse();
      fill(server);
    }
    for (int round = 0; round < ROUNDS; round++) {
      dieMoving(round % 2 == 0 ? SLOW : 0);
    }
    moveToTheEnd();
    checkTarget();
  }

  private void fill(Child server) throws Exception {
    try (RowSender sender = sender()) {
      for (int sent = 0; sent < FIRST_ROWS; sent += 2_000) {
        assertThat(sender.send(rows.next(2_000))).isEqualTo(200);
      }
    }
    server.terminate();
    assertThat(server.exitCode()).isZero();
  }

  private void dieMoving(int rate) throws Exception {
    try (Child server = serve("--move-to", target(), "--move-rate", rate)) {
      if (isMoved(server)) {
        return;
      }
      try (RowSender sender = sender()) {
        Thread writer = write(sender);
        rows.awaitAnswers(1 + random.nextInt(MOST_ANSWERS));
        server.kill();
        writer.join();
      }
      assertThat(server.exitCode()).isNotZero();
    }
  }

  private void moveToTheEnd() throws Exception {
    try (Child server = serve("--move-to", target())) {
      if (!isMoved(server)) {
        moveToTheEnd(server);
      }
    }
  }

  /** A move that died behind its switch is done. */
  private boolean isMoved(Child server) throws Exception {
    String line = server.line();
    while (!line.isEmpty() && !line.startsWith("Serving ")) {
      line = server.line();
    }
    serving = line;
    if (line.isEmpty()) {
      assertThat(server.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.number());
      assertThat(server.errors()).contains("was moved to " + target());
    }
    return line.isEmpty();
  }

  private void moveToTheEnd(Child server) throws Exception {
    try (RowSender sender = sender()) {
      Thread writer = write(sender);
      String line = server.line();
      while (!line.startsWith("Every contact is equal")) {
        assertThat(line).as(server.errors()).isNotEmpty();
        line = server.line();
      }
      rows.awaitAnswers(5);
      server.terminate();
      writer.join();
      assertThat(server.exitCode()).isZero();
      assertThat(server.errors()).contains("From now on serve " + target());
    }
  }

  /** As an operator does it: what belongs to the folder and not to the store is copied. */
  private void checkTarget() throws IOException {
    Path moved = folder.resolve("moved");
    Files.copy(data().resolve("ledger.ndjson"), moved.resolve("ledger.ndjson"));
    EraseCommandTest.copySecrets(data(), moved);
    try (OpenFolder open = OpenFolder.open(moved, Config.defaults())) {
      rows.check("after the move", Rows.rest(open.store().scan(TimeRange.ALL)));
    }
    Shell shell = new Shell();
    Object[] load = {"load", "--data", data(), "--contact", "a", "--type", "EmailSent"};
    assertThat(shell.run(load).err()).contains("was moved to " + target());
    Object[] again = {"serve", "--data", data(), "--port", 0, "--move-to", target()};
    assertThat(shell.run(again).err()).contains("was moved to", "without --move-to");
  }

  private String target() {
    return "rocksdb:" + folder.resolve("moved");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Child serve(Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("serve", "--data", data(), "--port", "0"));
    arguments.addAll(List.of(more));
    return Child.java(List.of("-Xmx256m"), arguments.toArray());
  }

  private RowSender sender() throws IOException {
    return new RowSender(
        URI.create(serving.substring(serving.lastIndexOf(' ') + 1)),
        Files.readString(data().resolve("admin.key")).strip(),
        rows);
  }

  /** Until the server answers no more. */
  private Thread write(RowSender sender) {
    Random sizes = new Random(random.nextLong());
    return Thread.ofPlatform()
        .start(
            () -> {
              int status = 200;
              while (status == 200) {
                status = sender.send(rows.next(1 + sizes.nextInt(500)));
              }
            });
  }
}
