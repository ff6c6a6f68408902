package dev.touchstone.http;

import dev.touchstone.odata.ChunkedOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays in which answers are written, lent again when they were sent: one that was just in use is
 * still in the processor's cache, and need not be cleared. What an answer left in it is written
 * over by the next. Thread-safe.
 */
final class Chunks {
  static final int BYTES = ChunkedOutput.ARRAY_BYTES;

  /** With these, 4 MiB are kept at most. */
  private static final int MAX_KEPT = 60;

  private final Deque<byte[]> kept = new ArrayDeque<>();

  synchronized byte[] take() {
    byte[] last = kept.poll();
    return last == null ? new byte[BYTES] : last;
  }

  /** Takes back an array that nobody reads any more; others than were lent are left alone. */
  synchronized void giveBack(byte[] chunk) {
    if (chunk.length == BYTES && kept.size() < MAX_KEPT) {
      kept.push(chunk);
    }
  }
}
