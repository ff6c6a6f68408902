package dev.touchstone.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Proof}s of what is read through it. Who reads may be ahead of what is to be proved:
 * bytes are kept until they are proved, up to {@value #MOST_KEPT}. Belongs to one thread.
 */
final class ProvedInput extends FilterInputStream {
  /** How many bytes a proof covers where a blob can only grow. */
  static final int TAIL = 64 << 10;

  static final int MOST_KEPT = 8 << 20;

  private final long begin;
  private final boolean tailOnly;
  private final MessageDigest whole = sha256();

  /** The bytes from {@link #keptFrom}, counted from the blob's beginning. */
  private byte[] kept = new byte[TAIL];

  private int size;
  private long keptFrom;

  /**
   * @param begin how many bytes of the blob stand before the input
   * @param tailOnly whether proofs cover the last bytes only; must be so where {@code begin} is not
   *     0
   */
  ProvedInput(InputStream in, long begin, boolean tailOnly) {
    super(in);
    this.begin = begin;
    this.tailOnly = tailOnly;
    this.keptFrom = begin;
  }

  /**
   * Proves the bytes up to a place; to prove less than before is not possible.
   *
   * @param end counted from the blob's beginning, not more than was read
   * @return null where too much was read since to know it
   */
  @Nullable Proof prove(long end) {
    if (end < keptFrom) {
      return null;
    }
    if (tailOnly) {
      long from = Math.max(begin, end - TAIL);
      drop(Math.max(from, keptFrom));
      MessageDigest tail = sha256();
      tail.update(kept, 0, (int) (end - keptFrom));
      return from < keptFrom ? null : new Proof(from, hex(tail));
    }
    drop(end);
    try {
      return new Proof(0, hex((MessageDigest) whole.clone()));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives up the bytes before a place; in whole proofs they count as read. */
  private void drop(long place) {
    int count = (int) (place - keptFrom);
    if (!tailOnly) {
      whole.update(kept, 0, count);
    }
    System.arraycopy(kept, count, kept, 0, size - count);
    size -= count;
    keptFrom = place;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      keep(bytes, offset, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int offset, int count) {
    if (size + count > MOST_KEPT) {
      drop(keptFrom + size);
    }
    if (size + count > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(2 * kept.length, size + count));
    }
    System.arraycopy(bytes, offset, kept, size, count);
    size += count;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new UnsupportedOperationException("what is skipped cannot be proved");
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
