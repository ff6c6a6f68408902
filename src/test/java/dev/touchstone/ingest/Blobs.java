package dev.touchstone.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blobs in memory: a storage that can be written to, and that counts what is read of it. */
final class Blobs {
  private final Map<String, Stored> stored = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private long writes;

  /** How many bytes were read. */
  long bytesRead;

  /** The next reads fail with this. */
  final List<IOException> failures = new ArrayList<>();

  /** Runs once, when something was read. */
  @Nullable Runnable afterFirstRead;

  private static final class Stored {
    private final byte[] bytes;
    private final BlobState state;
    private final @Nullable String type;
    private final BlobForm form;

    Stored(byte[] bytes, BlobState state, @Nullable String type, BlobForm form) {
      this.bytes = bytes;
      this.state = state;
      this.type = type;
      this.form = form;
    }
  }

  /** One blob of an export that nobody writes to. */
  static Blob export(String type, String name, byte[] bytes) {
    Blobs blobs = new Blobs();
    blobs.write("csv/" + type + "/" + name, type, BlobForm.CSV, bytes);
    return blobs.listing().blobs().getFirst();
  }

  /** Writes a blob anew, as Azure does with a block blob. */
  void write(String path, @Nullable String type, BlobForm form, byte[] bytes) {
    put(path, new Stored(bytes.clone(), state(bytes, ""), type, form));
  }

  /** Makes an append blob anew. */
  void create(String path, @Nullable String type, BlobForm form, byte[] bytes) {
    put(path, new Stored(bytes.clone(), state(bytes, "made by write " + writes), type, form));
  }

  /** Appends to a blob. */
  void append(String path, byte[] bytes) {
    Stored before = get(path);
    byte[] all = java.util.Arrays.copyOf(before.bytes, before.bytes.length + bytes.length);
    System.arraycopy(bytes, 0, all, before.bytes.length, bytes.length);
    put(path, new Stored(all, state(all, before.state.lineage()), before.type, before.form));
  }

  /** Pretends that a blob has only grown. */
  void claim(String path, String lineage) {
    Stored blob = get(path);
    BlobState state = new BlobState(blob.state.bytes(), blob.state.stamp(), lineage);
    put(path, new Stored(blob.bytes, state, blob.type, blob.form));
  }

  /** The same blob, taken for one of another type. */
  void retype(String path, String type) {
    Stored blob = get(path);
    put(path, new Stored(blob.bytes, blob.state, type, blob.form));
  }

  private BlobState state(byte[] bytes, String lineage) {
    return new BlobState(bytes.length, "write " + ++writes, lineage);
  }

  private void put(String path, Stored blob) {
    if (stored.put(path, blob) == null) {
      order.add(path);
    }
  }

  private Stored get(String path) {
    Stored blob = stored.get(path);
    if (blob == null) {
      throw new IllegalArgumentException(path);
    }
    return blob;
  }

  BlobListing listing() {
    List<Blob> blobs = new ArrayList<>();
    for (String path : order) {
      Stored blob = get(path);
      blobs.add(
          new Blob("memory:" + path, path, blob.type, blob.form, blob.state, new Content(path)));
    }
    return new BlobListing(blobs, List.of());
  }

  private final class Content implements BlobContent {
    private final String path;

    Content(String path) {
      this.path = path;
    }

    @Override
    public BlobState state() {
      return get(path).state;
    }

    @Override
    public InputStream open(BlobState state, long offset, long wanted) throws IOException {
      if (!failures.isEmpty()) {
        throw failures.removeFirst();
      }
      check(state);
      byte[] bytes = get(path).bytes;
      int length = (int) Math.min(wanted, bytes.length - offset);
      return new Reading(new ByteArrayInputStream(bytes, (int) offset, length), state);
    }

    private void check(BlobState state) throws BlobChangedException {
      if (!get(path).state.equals(state)) {
        throw new BlobChangedException();
      }
    }

    private final class Reading extends InputStream {
      private final InputStream in;
      private final BlobState state;

      Reading(InputStream in, BlobState state) {
        this.in = in;
        this.state = state;
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        check(state);
        int count = in.read(bytes, offset, length);
        bytesRead += Math.max(0, count);
        Runnable then = afterFirstRead;
        if (then != null && bytesRead > 0) {
          afterFirstRead = null;
          then.run();
        }
        return count;
      }
    }
  }
}
