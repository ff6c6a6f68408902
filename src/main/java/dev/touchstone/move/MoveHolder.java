package dev.touchstone.move;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StorageEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * The one process that moves a store which several can open. It says again and again that it lives;
 * another one takes over when nothing was heard of it for {@link Tenure#NOTICE}. Thread-safe.
 */
public final class MoveHolder implements AutoCloseable {
  private static final byte[] PARTITION = "move holder".getBytes(US_ASCII);
  private static final byte[] KEY = "holder".getBytes(US_ASCII);
  private static final byte[] NOBODY = "nobody".getBytes(US_ASCII);

  private final RecordStore records;
  private final String name;
  private final UUID self = UUID.randomUUID();
  private long beats;

  private MoveHolder(RecordStore records, String name) {
    this.records = records;
    this.name = name;
  }

  /**
   * Becomes the one that moves a store. Where another one was and did not say that it ended, this
   * waits until that is certain.
   *
   * @param name what to call the store in a message
   * @throws MoveRefusedException if another process is moving it
   */
  public static MoveHolder claim(StorageEngine source, String name, Pause pause) {
    MoveHolder holder = new MoveHolder(source.records(), name);
    holder.claim(pause);
    return holder;
  }

  private void claim(Pause pause) {
    if (records.putIfAbsent(RecordKind.PLACE, record(said(0)))) {
      return;
    }
    byte[] seen = find().orElse(NOBODY);
    if (!Arrays.equals(seen, NOBODY)) {
      long end = System.nanoTime() + Tenure.NOTICE.toNanos();
      for (long left = Tenure.NOTICE.toNanos(); left > 0; left = end - System.nanoTime()) {
        pause.pause(Duration.ofNanos(left));
        if (!Arrays.equals(find().orElse(NOBODY), seen)) {
          throw refused();
        }
      }
    }
    replace(seen, said(0));
  }

  /**
   * Says that this process lives.
   *
   * @throws MoveRefusedException if another one has taken over
   */
  public synchronized void beat() {
    replace(said(beats), said(beats + 1));
    beats++;
  }

  private void replace(byte[] expected, byte[] value) {
    if (records.replace(RecordKind.PLACE, record(expected), value)) {
      return;
    }
    // A former attempt may have happened though nobody knew.
    if (find().filter(found -> Arrays.equals(found, value)).isEmpty()) {
      throw refused();
    }
  }

  private Optional<byte[]> find() {
    return records.get(RecordKind.PLACE, PARTITION, KEY);
  }

  private byte[] said(long number) {
    return (self + " " + number).getBytes(US_ASCII);
  }

  private static Record record(byte[] value) {
    return new Record(PARTITION, KEY, value);
  }

  private MoveRefusedException refused() {
    return new MoveRefusedException(
        "%s is being moved by another process; one moves it, and serves meanwhile".formatted(name));
  }

  /** The next one need not wait. */
  @Override
  public synchronized void close() {
    records.replace(RecordKind.PLACE, record(said(beats)), NOBODY);
  }
}
