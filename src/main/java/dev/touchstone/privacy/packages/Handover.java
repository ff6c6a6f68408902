package dev.touchstone.privacy.packages;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Steps that another thread takes, one after the other, while the one that gives them goes on. Only
 * a few wait at a time: who gives more is held up. After a step failed no other is taken, and
 * whoever gives the next one hears of it. Belongs to the thread that gives.
 */
final class Handover implements Closeable {
  private static final int WAITING = 8;
  private static final Step END = () -> {};

  private final BlockingQueue<Step> steps = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile @Nullable Exception failure;

  /** What is done. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  Handover(String name) {
    thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /**
   * Has a step taken after all before it.
   *
   * @throws IOException if one of those failed
   */
  void give(Step step) throws IOException {
    check();
    put(step);
  }

  /**
   * Waits until all steps were taken; no other can be given afterwards.
   *
   * @throws IOException if one of them failed
   */
  void finish() throws IOException {
    put(END);
    join();
    check();
  }

  /** Gives up on steps that were not taken yet, and waits for the one that is. */
  @Override
  public void close() throws IOException {
    steps.clear();
    put(END);
    join();
  }

  private void put(Step step) throws IOException {
    try {
      steps.put(step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void join() throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void check() throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw new IOException(e.getMessage(), e);
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void run() {
    try {
      for (Step step = steps.take(); !step.equals(END); step = steps.take()) {
        if (failure == null) {
          take(step);
        }
      }
    } catch (InterruptedException e) {
      failure = e;
    }
  }

  private void take(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }
}
