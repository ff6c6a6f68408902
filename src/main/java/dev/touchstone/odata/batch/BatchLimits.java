package dev.touchstone.odata.batch;

/** What a batch may have at most. */
final class BatchLimits {
  /** Bytes of the whole batch. */
  static final int MAX_BYTES = 4 << 20;

  /** Requests, those in change sets included. */
  static final int MAX_REQUESTS = 1_000;

  /** Header lines of one part, or of one request in it. */
  static final int MAX_HEADERS = 100;

  /** Bytes of one line of headers, the request line included; Dataverse takes URLs of 64 KiB. */
  static final int MAX_LINE_BYTES = 66 * 1024;

  /** How deep the bodies of a JSON batch nest, the batch around them included. */
  static final int MAX_DEPTH = 32;

  private BatchLimits() {}
}
