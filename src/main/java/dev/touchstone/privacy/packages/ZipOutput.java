package dev.touchstone.privacy.packages;

import dev.touchstone.privacy.packages.ZipLayout.Entry;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes the ZIP of a package to a stream, a file at a time, and takes its digests. It packs and
 * sends on a thread of its own, while the one that writes makes the next bytes. Not finishing
 * leaves the ZIP without an end, which no reader takes for whole. Belongs to one thread.
 */
final class ZipOutput implements Closeable {
  private static final int BLOCK_BYTES = 64 * 1024;

  private final ZipLayout layout;
  private final OutputStream out;
  private final Handover packing = new Handover("package-packing");
  private final Deflater deflater;
  private final MessageDigest content = Sha256.begin();
  private final MessageDigest packed = Sha256.begin();
  private final byte[] buffer = new byte[BLOCK_BYTES];
  private final List<Entry> entries = new ArrayList<>();
  private final List<PackagedFile> files = new ArrayList<>();
  private long offset;

  /**
   * @param level how hard it tries to make files smaller, as {@link Deflater} has it
   */
  ZipOutput(ZipLayout layout, int level, OutputStream out) {
    this.layout = layout;
    this.deflater = new Deflater(level, true);
    this.out = out;
  }

  /** Begins a file; it must be closed before the next one begins. */
  FileOutput file(String path) throws IOException {
    return new FileOutput(path);
  }

  /** Ends the files of which the manifest tells, and gives them. */
  List<PackagedFile> finishFiles() throws IOException {
    packing.finish();
    return List.copyOf(files);
  }

  /** Writes a file as it is, behind all others. */
  void store(String path, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    Entry entry = new Entry(path, true, (int) crc.getValue(), bytes.length, bytes.length, offset);
    send(layout.localHeader(entry));
    send(bytes);
    entries.add(entry);
  }

  /** Writes the end. */
  void finish() throws IOException {
    send(layout.directory(entries, offset));
  }

  private void send(byte[] bytes) throws IOException {
    send(bytes, bytes.length);
  }

  private void send(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
    offset += count;
  }

  /** Gives up what is not finished, and releases the memory of the compression. */
  @Override
  public void close() throws IOException {
    packing.close();
    deflater.end();
  }

  /** One file on its way in. */
  final class FileOutput extends OutputStream {
    private final Packing file;
    private byte[] block = new byte[BLOCK_BYTES];
    private int length;
    private long bytes;

    private FileOutput(String path) throws IOException {
      file = new Packing(path);
      packing.give(file::begin);
    }

    /** Says how many rows the file holds. */
    void rows(long count) {
      file.rows = count;
    }

    /** How many bytes were written. */
    long bytes() {
      return bytes;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] more, int offset, int count) throws IOException {
      bytes += count;
      if (bytes > ZipLayout.MAX_FILE_BYTES) {
        throw new PackageException("a file of the package would be larger than 4 GiB");
      }
      int at = offset;
      int left = count;
      while (left > 0) {
        int part = Math.min(left, BLOCK_BYTES - length);
        System.arraycopy(more, at, block, length, part);
        length += part;
        at += part;
        left -= part;
        if (length == BLOCK_BYTES) {
          give();
        }
      }
    }

    private void give() throws IOException {
      byte[] full = block;
      int count = length;
      block = new byte[BLOCK_BYTES];
      length = 0;
      packing.give(() -> file.pack(full, count));
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
      give();
      packing.give(file::end);
    }
  }

  /** The same file, on the thread that packs. */
  private final class Packing {
    private final String path;
    private final CRC32 crc = new CRC32();
    private long start;
    private long bytes;
    private long packedBytes;
    private volatile long rows;

    Packing(String path) {
      this.path = path;
    }

    void begin() throws IOException {
      start = offset;
      deflater.reset();
      send(layout.localHeader(new Entry(path, false, 0, 0, 0, start)));
    }

    void pack(byte[] block, int count) throws IOException {
      bytes += count;
      content.update(block, 0, count);
      crc.update(block, 0, count);
      deflater.setInput(block, 0, count);
      while (!deflater.needsInput()) {
        sendPacked();
      }
    }

    private void sendPacked() throws IOException {
      int count = deflater.deflate(buffer);
      packed.update(buffer, 0, count);
      send(buffer, count);
      packedBytes += count;
    }

    void end() throws IOException {
      deflater.finish();
      while (!deflater.finished()) {
        sendPacked();
      }
      Entry entry = new Entry(path, false, (int) crc.getValue(), packedBytes, bytes, start);
      send(ZipLayout.descriptor(entry));
      entries.add(entry);
      files.add(
          new PackagedFile(
              path,
              bytes,
              HexFormat.of().formatHex(content.digest()),
              entry.crc32(),
              packedBytes,
              HexFormat.of().formatHex(packed.digest()),
              rows));
    }
  }
}
