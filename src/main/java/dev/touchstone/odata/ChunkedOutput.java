package dev.touchstone.odata;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that lends arrays to be filled, and takes them as they are, instead of copying them. */
public abstract class ChunkedOutput extends OutputStream {
  /** An array of some ten thousand bytes, which is the caller's until it is given. */
  public abstract byte[] take();

  /**
   * Writes bytes from the beginning of an array, and keeps the array: its owner must not touch it
   * any more.
   */
  public abstract void give(byte[] chunk, int length) throws IOException;
}
