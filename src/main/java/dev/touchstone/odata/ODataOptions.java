package dev.touchstone.odata;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What an operator can set of the wire.
 *
 * @param zone whose days the parameters DateFrom and DateTo mean
 * @param maxBodyBytes the longest body of a call, 1 byte to 16 MiB
 * @param maxRows the most rows of one answer, 1 or more; where there are more, the answer ends with
 *     a token
 */
public record ODataOptions(ZoneId zone, int maxBodyBytes, int maxRows) {
  public static final ODataOptions DEFAULT = new ODataOptions(ZoneOffset.UTC, 64 * 1024, 1_000_000);

  /** The most that {@code maxBodyBytes} can be set to. */
  public static final int MAX_BODY_BYTES = 16 << 20;

  public ODataOptions {
    if (maxBodyBytes < 1 || maxBodyBytes > MAX_BODY_BYTES) {
      throw new IllegalArgumentException(
          "a body limit of 1 to %,d bytes, not %,d".formatted(MAX_BODY_BYTES, maxBodyBytes));
    }
    if (maxRows < 1) {
      throw new IllegalArgumentException("a limit of 1 row or more, not " + maxRows);
    }
  }

  public ODataOptions withZone(ZoneId newZone) {
    return new ODataOptions(newZone, maxBodyBytes, maxRows);
  }

  public ODataOptions withMaxRows(int newMaxRows) {
    return new ODataOptions(zone, maxBodyBytes, newMaxRows);
  }
}
