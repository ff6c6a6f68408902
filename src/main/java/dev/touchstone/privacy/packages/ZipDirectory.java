package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.privacy.packages.ZipLayout.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The directory at the end of a ZIP, whoever wrote it. What it says is not to be believed: it leads
 * to the manifest, and tells where a package that was changed has its files.
 */
record ZipDirectory(List<Entry> entries) {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END_64_BYTES = 56;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int MAX_DIRECTORY_BYTES = 64 << 20;
  private static final int MAX_COMMENT_BYTES = 0xFFFF;

  ZipDirectory {
    entries = List.copyOf(entries);
  }

  /** Empty if the file does not end as a ZIP does. */
  static Optional<ZipDirectory> read(FileChannel file) throws IOException {
    long end = findEnd(file);
    if (end < 0) {
      return Optional.empty();
    }
    ByteBuffer in = bytes(file, end, ZipLayout.END_BYTES);
    long count = Short.toUnsignedLong(in.getShort(10));
    long size = Integer.toUnsignedLong(in.getInt(12));
    long offset = Integer.toUnsignedLong(in.getInt(16));
    if (count == ZipLayout.MAX_SMALL
        || size == ZipLayout.MAX_OFFSET
        || offset == ZipLayout.MAX_OFFSET) {
      long at = findEnd64(file, end);
      if (at < 0) {
        return Optional.empty();
      }
      ByteBuffer large = bytes(file, at, END_64_BYTES);
      size = large.getLong(40);
      offset = large.getLong(48);
    }
    return size < 0 || size > MAX_DIRECTORY_BYTES || offset < 0 || offset > end - size
        ? Optional.empty()
        : entries(bytes(file, offset, (int) size));
  }

  private static long findEnd(FileChannel file) throws IOException {
    int searched = (int) Math.min(file.size(), MAX_COMMENT_BYTES + ZipLayout.END_BYTES);
    ByteBuffer tail = bytes(file, file.size() - searched, searched);
    for (int at = searched - ZipLayout.END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        return file.size() - searched + at;
      }
    }
    return -1;
  }

  private static long findEnd64(FileChannel file, long end) throws IOException {
    if (end < LOCATOR_BYTES) {
      return -1;
    }
    ByteBuffer locator = bytes(file, end - LOCATOR_BYTES, LOCATOR_BYTES);
    long at = locator.getLong(8);
    boolean found =
        locator.getInt(0) == LOCATOR_64
            && at >= 0
            && at <= end - LOCATOR_BYTES - END_64_BYTES
            && bytes(file, at, END_64_BYTES).getInt(0) == END_64;
    return found ? at : -1;
  }

  private static Optional<ZipDirectory> entries(ByteBuffer in) {
    List<Entry> entries = new ArrayList<>();
    while (in.remaining() >= CENTRAL_BYTES) {
      int start = in.position();
      int name = Short.toUnsignedInt(in.getShort(start + 28));
      int extra = Short.toUnsignedInt(in.getShort(start + 30));
      int comment = Short.toUnsignedInt(in.getShort(start + 32));
      int length = CENTRAL_BYTES + name + extra + comment;
      if (in.getInt(start) != CENTRAL || in.remaining() < length) {
        return Optional.empty();
      }
      byte[] path = new byte[name];
      in.get(start + CENTRAL_BYTES, path);
      entries.add(entry(in, start, new String(path, UTF_8), start + CENTRAL_BYTES + name, extra));
      in.position(start + length);
    }
    return in.hasRemaining() || entries.size() > Manifest.MAX_FILES + 2
        ? Optional.empty()
        : Optional.of(new ZipDirectory(entries));
  }

  private static Entry entry(ByteBuffer in, int start, String path, int extraAt, int extraBytes) {
    long packed = Integer.toUnsignedLong(in.getInt(start + 20));
    long size = Integer.toUnsignedLong(in.getInt(start + 24));
    long offset = Integer.toUnsignedLong(in.getInt(start + 42));
    // The one extra that a package has: the offset, where it needs more than 32 bits.
    if (offset == ZipLayout.MAX_OFFSET && extraBytes == 12 && in.getShort(extraAt) == 1) {
      offset = in.getLong(extraAt + 4);
    }
    boolean stored = in.getShort(start + 10) == 0;
    return new Entry(path, stored, in.getInt(start + 16), packed, size, offset);
  }

  Optional<Entry> find(String path) {
    return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  /** Where the content of an entry begins; empty if there is none. */
  static Optional<Long> content(FileChannel file, Entry entry) throws IOException {
    long at = entry.offset();
    if (at < 0 || at > file.size() - LOCAL_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = bytes(file, at, LOCAL_BYTES);
    long start =
        at
            + LOCAL_BYTES
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    return header.getInt(0) != LOCAL || start > file.size() - entry.packedBytes()
        ? Optional.empty()
        : Optional.of(start);
  }

  private static ByteBuffer bytes(FileChannel file, long at, int count) throws IOException {
    return ByteBuffer.wrap(array(file, at, count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of a file, which must be there. */
  static byte[] array(FileChannel file, long at, int count) throws IOException {
    byte[] array = new byte[count];
    ByteBuffer bytes = ByteBuffer.wrap(array);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return array;
  }
}
