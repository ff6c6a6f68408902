package dev.touchstone.odata;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that lends arrays to be filled, and takes them as they are, instead of copying them. */
public abstract class ChunkedOutput extends OutputStream {
  /** When so many bytes are in an array, it is given. */
  public static final int CHUNK_BYTES = 64 * 1024;

  /** How long an array is: what begins before a chunk is full has room. */
  public static final int ARRAY_BYTES = CHUNK_BYTES + 4 * 1024;

  /**
   * An array of {@value #ARRAY_BYTES} bytes, which is the caller's until it is given. What is in it
   * means nothing.
   */
  public abstract byte[] take();

  /**
   * Writes bytes from the beginning of an array, and keeps the array: its owner must not touch it
   * any more.
   */
  public abstract void give(byte[] chunk, int length) throws IOException;
}
