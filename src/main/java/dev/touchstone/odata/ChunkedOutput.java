package dev.touchstone.odata;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that takes whole chunks as they are, instead of copying them. */
public abstract class ChunkedOutput extends OutputStream {
  /**
   * Writes bytes from the beginning of an array, and keeps the array: its owner must not touch it
   * any more.
   */
  public abstract void give(byte[] chunk, int length) throws IOException;
}
