package dev.touchstone.http;

import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.gzip.GzipEncoderConfig;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Handler;

/**
 * Compresses answers by gzip for callers who accept it. Bodies of requests are left as they are.
 */
final class PackedAnswers {
  /** Below this an answer does not get smaller by as much as it costs. */
  private static final int MIN_BYTES = 1024;

  /** The quickest level: interactions repeat themselves so much that the others gain little. */
  private static final int LEVEL = 1;

  private PackedAnswers() {}

  static Handler of(Handler handler) {
    GzipEncoderConfig encoder = new GzipEncoderConfig();
    encoder.setCompressionLevel(LEVEL);
    GzipCompression gzip = new GzipCompression();
    gzip.setDefaultEncoderConfig(encoder);
    gzip.setMinCompressSize(MIN_BYTES);
    CompressionHandler compression = new CompressionHandler(handler);
    compression.putCompression(gzip);
    compression.putConfiguration(
        "/*",
        CompressionConfig.builder()
            .compressIncludeMethod("GET")
            .compressIncludeMethod("POST")
            .decompressExcludePath("/*")
            .build());
    return compression;
  }
}
