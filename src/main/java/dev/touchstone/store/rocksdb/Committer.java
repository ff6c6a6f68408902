package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import dev.touchstone.store.codec.KeyCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The one thread that changes the store, so that to look a row up and to write its successor are
 * one step. Appends that wait together are written and synced together, and the cost of the sync is
 * shared. It is a platform thread: callers may be virtual ones, which a native call would pin.
 */
final class Committer {
  private final Backlog backlog;
  private final Changes changes;
  private final CommitListener listener;
  private final Thread thread;

  Committer(Backlog backlog, Changes changes, CommitListener listener) {
    this.backlog = backlog;
    this.changes = changes;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("touchstone-committer").daemon().start(this::run);
  }

  /** Does what waits, and ends. Nobody may add work any more. */
  void close() {
    backlog.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<Work> group = take();
    while (!group.isEmpty()) {
      try {
        perform(group);
      } catch (RuntimeException | Error e) {
        fail(group, new StoreException.OutcomeUnknown("the change broke off: " + e, e));
      }
      group = take();
    }
  }

  private List<Work> take() {
    while (true) {
      try {
        return backlog.take();
      } catch (InterruptedException e) {
        // Nobody but the store knows this thread, so this was no message to it.
      }
    }
  }

  private void perform(List<Work> group) {
    switch (group.getFirst()) {
      case Work.Append append -> {
        List<Work.Append> appends = new ArrayList<>();
        group.forEach(work -> appends.add((Work.Append) work));
        append(appends);
      }
      case Work.Erase erase ->
          perform(erase.done(), () -> changes.erase(KeyCodec.encode(erase.contact())));
      case Work.Remove remove ->
          perform(
              remove.done(),
              () -> {
                changes.remove(remove.keys());
                return (long) remove.rows();
              });
      case Work.Step step -> perform(step.done(), step.step()::getAsBoolean);
    }
  }

  private static <T> void perform(CompletableFuture<T> done, Supplier<T> change) {
    try {
      done.complete(change.get());
    } catch (StoreException e) {
      done.completeExceptionally(e);
    }
  }

  private void append(List<Work.Append> group) {
    Changes.Decision decision;
    try {
      decision = changes.decide(group);
    } catch (StoreException e) {
      if (group.size() == 1) {
        fail(group, e);
      } else {
        // One caller's row may be damaged: the others are not to suffer for it.
        group.forEach(append -> append(List.of(append)));
      }
      return;
    }
    long start = System.nanoTime();
    try {
      changes.write(decision);
    } catch (StoreException e) {
      fail(group, e);
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).done().complete(decision.verdicts().get(i));
    }
    if (!decision.winners().isEmpty()) {
      listener.committed(decision.winners().size(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static void fail(List<? extends Work> group, StoreException e) {
    group.forEach(work -> work.done().completeExceptionally(e));
  }
}
