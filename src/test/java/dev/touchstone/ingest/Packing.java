package dev.touchstone.ingest;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Packs what tests read. */
final class Packing {
  private Packing() {}

  static byte[] pack(Compression compression, byte[] bytes) throws IOException {
    return switch (compression) {
      case NONE -> bytes;
      case ZSTD -> Zstd.compress(bytes);
      case GZIP -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
          out.write(bytes);
        }
        yield packed.toByteArray();
      }
    };
  }
}
