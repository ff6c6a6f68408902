package dev.touchstone.privacy.packages;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read several times. The first of them stay in memory; the others
 * go into a file that has no name any more once it is open, encrypted under a key that is nowhere
 * but in memory: whatever becomes of the process or the disk, nobody reads them again.
 *
 * <p>One thread writes, then any number may read.
 */
final class Spool implements Closeable {
  static final int CHUNK_BYTES = 64 * 1024;

  private static final int BLOCK_BYTES = 16;

  private final Path folder;
  private final SecureRandom random;
  private final long memoryBytes;
  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] last = new byte[CHUNK_BYTES];
  private int lastLength;
  private long flushed;
  private @Nullable FileChannel file;
  private @Nullable SecretKeySpec key;

  /**
   * @param folder where the file is made, if it takes one
   * @param memoryBytes how much stays in memory
   */
  Spool(Path folder, SecureRandom random, long memoryBytes) {
    this.folder = folder;
    this.random = random;
    this.memoryBytes = memoryBytes;
  }

  /** How many bytes were written. */
  long length() {
    return flushed + lastLength;
  }

  void write(byte[] bytes, int offset, int count) throws IOException {
    int at = offset;
    int left = count;
    while (left > 0) {
      int part = Math.min(left, CHUNK_BYTES - lastLength);
      System.arraycopy(bytes, at, last, lastLength, part);
      lastLength += part;
      at += part;
      left -= part;
      if (lastLength == CHUNK_BYTES) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    if (flushed < memoryBytes) {
      chunks.add(last);
      last = new byte[CHUNK_BYTES];
    } else {
      if (file == null) {
        file = open();
      }
      byte[] sealed = crypt(flushed, last, CHUNK_BYTES);
      ByteBuffer rest = ByteBuffer.wrap(sealed);
      while (rest.hasRemaining()) {
        file.write(rest, flushed - inMemory() + rest.position());
      }
    }
    flushed += lastLength;
    lastLength = 0;
  }

  /**
   * Reads bytes that were written.
   *
   * @return how many, 1 or more; fewer than wanted where a chunk ends
   */
  int read(long position, byte[] into, int offset, int count) throws IOException {
    if (position >= flushed) {
      int start = (int) (position - flushed);
      int part = Math.min(count, lastLength - start);
      System.arraycopy(last, start, into, offset, part);
      return part;
    }
    if (position < inMemory()) {
      int start = (int) (position % CHUNK_BYTES);
      int part = Math.min(count, CHUNK_BYTES - start);
      System.arraycopy(chunks.get((int) (position / CHUNK_BYTES)), start, into, offset, part);
      return part;
    }
    return readFile(position, into, offset, (int) Math.min(count, flushed - position));
  }

  private int readFile(long position, byte[] into, int offset, int count) throws IOException {
    long start = position - position % BLOCK_BYTES;
    int skipped = (int) (position - start);
    ByteBuffer sealed = ByteBuffer.allocate(skipped + count);
    FileChannel channel = file;
    while (channel != null && sealed.hasRemaining()) {
      if (channel.read(sealed, start - inMemory() + sealed.position()) < 0) {
        throw new IOException("the spooled rows end too early");
      }
    }
    byte[] clear = crypt(start, sealed.array(), skipped + count);
    System.arraycopy(clear, skipped, into, offset, count);
    return count;
  }

  private long inMemory() {
    return (long) chunks.size() * CHUNK_BYTES;
  }

  /** AES in counter mode; the counter is the place, so any part can be read alone. */
  private byte[] crypt(long position, byte[] bytes, int count) throws IOException {
    if (key == null) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      key = new SecretKeySpec(secret, "AES");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      byte[] counter = new byte[BLOCK_BYTES];
      ByteBuffer.wrap(counter).putLong(8, position / BLOCK_BYTES);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
      return cipher.doFinal(bytes, 0, count);
    } catch (GeneralSecurityException e) {
      throw new IOException("every JDK has AES", e);
    }
  }

  /** Opens a file and takes its name away, where the system lets that happen. */
  private FileChannel open() throws IOException {
    Files.createDirectories(folder);
    byte[] name = new byte[8];
    random.nextBytes(name);
    Path path = folder.resolve("package-" + HexFormat.of().formatHex(name) + ".spool");
    FileChannel channel = FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE));
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It goes when it is closed.
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    chunks.forEach(chunk -> Arrays.fill(chunk, (byte) 0));
    chunks.clear();
    Arrays.fill(last, (byte) 0);
    if (file != null) {
      file.close();
    }
  }
}
