package dev.touchstone.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that the running command ends, as Ctrl-C and SIGTERM express it. A command that heeds it
 * ends in its own time and with its own exit code; others just end. Thread-safe.
 */
final class Stop {
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean heeded;
  private volatile int exitCode = ExitCode.INTERRUPTED.number();

  /** A wish that signals to this process express. */
  static Stop onSignals() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::onShutdown, "stop"));
    return stop;
  }

  /** Runs when the process is about to end, by a signal or because all is done. */
  private void onShutdown() {
    asked.countDown();
    try {
      if (heeded && finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The running command promises to look at {@link #isAsked} or to wait for {@link #await}. */
  void heed() {
    heeded = true;
  }

  /** Expresses the wish. */
  void ask() {
    asked.countDown();
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Returns when the wish is expressed. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits; returns early, with true, when the wish is expressed. */
  boolean await(Duration longest) {
    try {
      return asked.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** The command has ended; the process may, with this exit code. */
  void finish(int code) {
    exitCode = code;
    finished.countDown();
  }
}
