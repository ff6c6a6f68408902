package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Every byte of a package's ZIP that is not the content of a file (APPNOTE 6.3.10). For given files
 * there is exactly one layout, so a verifier can make it anew and compare.
 *
 * <pre>
 * file       local header, content deflated, data descriptor
 * manifest   local header with sizes, content as it is; the signature likewise
 * end        central directory, of which the records of ZIP64 are there only where a number needs them
 * </pre>
 *
 * @param created the time that every entry bears, in UTC
 */
record ZipLayout(Instant created) {
  /** No file is as large, packed or not: sizes fit 32 bits without ZIP64. */
  static final long MAX_FILE_BYTES = 0xFFFF_FFFEL;

  static final int MAX_SMALL = 0xFFFF;
  static final long MAX_OFFSET = 0xFFFF_FFFFL;
  static final int END_BYTES = 22;

  private static final int LOCAL = 0x04034b50;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;

  private static final short VERSION = 20;
  private static final short VERSION_64 = 45;
  private static final short MADE_BY_UNIX = 3 << 8;

  /** A plain file that only its owner may read. */
  private static final int MODE = 0100600 << 16;

  private static final short NAMES_IN_UTF8 = 1 << 11;
  private static final short WITH_DESCRIPTOR = 1 << 3;
  private static final short DEFLATED = 8;

  /**
   * An entry of the ZIP.
   *
   * @param stored whether its content is as it is, rather than deflated
   * @param offset where its local header begins
   */
  record Entry(String path, boolean stored, int crc32, long packedBytes, long bytes, long offset) {}

  /** What stands before a content; of one that is deflated the sizes stand behind it. */
  byte[] localHeader(Entry entry) {
    byte[] name = entry.path().getBytes(UTF_8);
    byte[] bytes = new byte[30 + name.length];
    ByteBuffer out = over(bytes);
    out.putInt(LOCAL).putShort(VERSION);
    putForm(out, entry);
    boolean known = entry.stored();
    out.putInt(known ? entry.crc32() : 0);
    out.putInt(known ? (int) entry.packedBytes() : 0).putInt(known ? (int) entry.bytes() : 0);
    out.putShort((short) name.length).putShort((short) 0).put(name);
    return bytes;
  }

  /** What stands behind a content that is deflated. */
  static byte[] descriptor(Entry entry) {
    byte[] bytes = new byte[16];
    over(bytes)
        .putInt(DESCRIPTOR)
        .putInt(entry.crc32())
        .putInt((int) entry.packedBytes())
        .putInt((int) entry.bytes());
    return bytes;
  }

  /** An entry of the central directory. */
  byte[] centralHeader(Entry entry) {
    byte[] name = entry.path().getBytes(UTF_8);
    boolean large = entry.offset() >= MAX_OFFSET;
    short version = large ? VERSION_64 : VERSION;
    byte[] bytes = new byte[46 + name.length + (large ? 12 : 0)];
    ByteBuffer out = over(bytes);
    out.putInt(CENTRAL).putShort((short) (MADE_BY_UNIX | version)).putShort(version);
    putForm(out, entry);
    out.putInt(entry.crc32()).putInt((int) entry.packedBytes()).putInt((int) entry.bytes());
    out.putShort((short) name.length).putShort((short) (large ? 12 : 0));
    // Comment, disk and internal attributes: none.
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(MODE);
    out.putInt((int) Math.min(entry.offset(), MAX_OFFSET)).put(name);
    if (large) {
      out.putShort((short) 1).putShort((short) 8).putLong(entry.offset());
    }
    return bytes;
  }

  /** What stands behind the central directory. */
  static byte[] end(int entries, long directoryBytes, long directoryOffset) {
    boolean large =
        entries >= MAX_SMALL || directoryBytes >= MAX_OFFSET || directoryOffset >= MAX_OFFSET;
    byte[] bytes = new byte[END_BYTES + (large ? 76 : 0)];
    ByteBuffer out = over(bytes);
    if (large) {
      out.putInt(END_64).putLong(44).putShort((short) (MADE_BY_UNIX | VERSION_64));
      out.putShort(VERSION_64).putInt(0).putInt(0).putLong(entries).putLong(entries);
      out.putLong(directoryBytes).putLong(directoryOffset);
      out.putInt(LOCATOR_64).putInt(0).putLong(directoryOffset + directoryBytes).putInt(1);
    }
    short count = (short) Math.min(entries, MAX_SMALL);
    out.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    out.putInt((int) Math.min(directoryBytes, MAX_OFFSET));
    out.putInt((int) Math.min(directoryOffset, MAX_OFFSET));
    out.putShort((short) 0);
    return bytes;
  }

  /** The central directory and its end. */
  byte[] directory(List<Entry> entries, long offset) {
    List<byte[]> headers = entries.stream().map(this::centralHeader).toList();
    int length = headers.stream().mapToInt(header -> header.length).sum();
    byte[] end = end(entries.size(), length, offset);
    byte[] bytes = new byte[length + end.length];
    ByteBuffer out = over(bytes);
    headers.forEach(out::put);
    out.put(end);
    return bytes;
  }

  private void putForm(ByteBuffer out, Entry entry) {
    out.putShort(entry.stored() ? NAMES_IN_UTF8 : (short) (NAMES_IN_UTF8 | WITH_DESCRIPTOR));
    out.putShort(entry.stored() ? 0 : DEFLATED);
    LocalDateTime time = LocalDateTime.ofInstant(created, ZoneOffset.UTC);
    out.putShort((short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2));
    int year = Math.clamp(time.getYear() - 1980, 0, 127);
    out.putShort((short) (year << 9 | time.getMonthValue() << 5 | time.getDayOfMonth()));
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
