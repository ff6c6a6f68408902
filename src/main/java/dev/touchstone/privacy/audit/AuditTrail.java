package dev.touchstone.privacy.audit;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the trail of one server. One thread takes the notes that wait, and writes, signs and syncs
 * them together, as the committer of the store does with rows. While they cannot be written they
 * are kept, tried again, and nothing new is taken: so nobody is shown what cannot be noted.
 *
 * <p>Thread-safe. {@link #close} writes what waits.
 */
public final class AuditTrail implements Trail, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /** How often it is tried at the end of the process. */
  private static final int LAST_TRIES = 3;

  private static final Duration BETWEEN_HEADS = Duration.ofSeconds(1);

  private final AuditQueue queue;
  private final ChainWriter chain;
  private final Function<ContactId, String> hash;
  private final boolean beforeAnswer;
  private final Thread thread;
  private long headNoted = System.nanoTime();

  /**
   * How a trail is written.
   *
   * @param server whose it is: 16 hex digits, of one process at a time
   * @param beforeAnswer whether reads wait for their notes too
   * @param interval the longest time that the note of a read waits to be written otherwise
   */
  public record Options(String server, boolean beforeAnswer, Duration interval) {}

  /**
   * Begins to write behind what is there.
   *
   * @param sign signs blocks
   * @param hash makes the keyed hash of a contact
   * @throws StoreException if the store cannot take it
   */
  public AuditTrail(
      RecordStore records,
      Options options,
      Function<byte[], Signature> sign,
      Function<ContactId, String> hash,
      InstantSource clock) {
    this.queue = new AuditQueue(options.interval(), AuditQueue.MAX_WAITING);
    this.chain = new ChainWriter(new AuditBlocks(records), options.server(), sign, clock);
    this.hash = hash;
    this.beforeAnswer = options.beforeAnswer();
    chain.open();
    this.thread = Thread.ofPlatform().name("touchstone-audit").daemon().start(this::run);
  }

  @Override
  public void add(Note note) {
    if (!beforeAnswer && note.event().action().mayFollow()) {
      queue.add(note);
    } else {
      await(queue.addUrgent(note));
    }
  }

  private static void await(CompletableFuture<Boolean> written) {
    try {
      written.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.OutcomeUnknown("interrupted while the audit trail is written", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new StoreException.Unavailable("the audit trail cannot be written: " + cause, cause);
    }
  }

  private void run() {
    try {
      List<AuditQueue.Waiting> group = queue.take();
      while (!group.isEmpty()) {
        write(group);
        group = queue.take();
      }
      stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody knows this thread", e);
    }
  }

  private void stop() {
    try {
      chain.write(List.of(EventJson.encode(chain.own(AuditAction.STOP, ""))));
      chain.noteHead();
    } catch (StoreException | IllegalStateException e) {
      LOG.error("The audit trail could not be ended as it should", e);
    }
  }

  private void write(List<AuditQueue.Waiting> group) throws InterruptedException {
    List<String> lines = new ArrayList<>(group.size());
    group.forEach(waiting -> lines.add(EventJson.encode(hashed(waiting.note()))));
    int tries = 0;
    while (true) {
      try {
        chain.write(lines);
        queue.recover();
        group.forEach(AuditTrail::succeed);
        noteHead();
        return;
      } catch (StoreException | IllegalStateException e) {
        if (tries == 0) {
          LOG.error("The audit trail cannot be written; nothing is shown until it can", e);
        }
        queue.fail(asStoreException(e));
        group.forEach(waiting -> fail(waiting, e));
        if (++tries > LAST_TRIES && queue.isClosed()) {
          LOG.error("{} notes of the audit trail are lost", group.size());
          return;
        }
        queue.pause(BETWEEN_TRIES);
      }
    }
  }

  private static StoreException asStoreException(RuntimeException e) {
    return e instanceof StoreException known
        ? known
        : new StoreException.Unavailable("the store is closed", e);
  }

  private static void succeed(AuditQueue.Waiting waiting) {
    if (waiting.written() != null) {
      waiting.written().complete(true);
    }
  }

  private static void fail(AuditQueue.Waiting waiting, Exception failure) {
    if (waiting.written() != null) {
      waiting.written().completeExceptionally(failure);
    }
  }

  /** A failure is no harm: it is noted with the next block. */
  private void noteHead() {
    if (System.nanoTime() - headNoted < BETWEEN_HEADS.toNanos()) {
      return;
    }
    try {
      chain.noteHead();
      headNoted = System.nanoTime();
    } catch (StoreException e) {
      LOG.warn("The head of the audit trail could not be noted", e);
    }
  }

  private AuditEvent hashed(Note note) {
    AuditEvent event = note.event();
    return new AuditEvent(
        event.time(),
        event.caller(),
        event.action(),
        event.what(),
        note.contacts().stream().map(hash).toList(),
        event.rows(),
        event.complete(),
        event.reason(),
        event.request());
  }

  /** Writes what waits, and that this is the end. */
  @Override
  public void close() {
    queue.close();
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
}
