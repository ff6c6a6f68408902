package dev.touchstone.http;

import dev.touchstone.odata.ChunkedOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/**
 * The body of a response on its way out, in chunks. Nothing is sent, not even the status, before
 * the first chunk is full or the stream is finished; a body of less than one chunk is sent whole
 * with its length. Not closing it leaves the body unfinished. Not thread-safe.
 */
final class ResponseStream extends ChunkedOutput {
  private static final int FIRST_BYTES = 2 * 1024;
  private static final byte[] NONE = {};

  private final Response response;
  private final Chunks chunks;
  private final Pace.Watch watch;
  private byte[] bytes = NONE;
  private int length;

  ResponseStream(Response response, Pace pace, Chunks chunks) {
    this.response = response;
    this.chunks = chunks;
    this.watch = pace.new Watch();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] more, int offset, int count) throws IOException {
    int at = offset;
    int left = count;
    while (left > 0) {
      if (length >= CHUNK_BYTES) {
        send(false);
      }
      int part = Math.min(left, CHUNK_BYTES - length);
      reserve(part);
      System.arraycopy(more, at, bytes, length, part);
      length += part;
      at += part;
      left -= part;
    }
  }

  @Override
  public byte[] take() {
    return chunks.take();
  }

  @Override
  public void give(byte[] chunk, int count) throws IOException {
    if (count < CHUNK_BYTES && length > 0) {
      write(chunk, 0, count);
      chunks.giveBack(chunk);
      return;
    }
    if (length > 0) {
      send(false);
    }
    bytes = chunk;
    length = count;
  }

  /** Sends what is left, and the end. */
  void finish() throws IOException {
    send(true);
  }

  private void send(boolean last) throws IOException {
    long since = NanoTime.now();
    Content.Sink.write(response, last, ByteBuffer.wrap(bytes, 0, length));
    if (!last) {
      watch.moved(length, NanoTime.since(since));
    }
    // The write is over: nobody reads the array any more.
    chunks.giveBack(bytes);
    bytes = NONE;
    length = 0;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      int doubled = Math.clamp(bytes.length * 2L, FIRST_BYTES, CHUNK_BYTES);
      bytes = Arrays.copyOf(bytes, Math.max(length + more, doubled));
    }
  }
}
