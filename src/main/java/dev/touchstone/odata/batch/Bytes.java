package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A range of bytes that is read from its start, line by line. Not thread-safe. */
final class Bytes {
  private final byte[] array;
  private final int end;
  private int at;

  Bytes(byte[] array, int start, int end) {
    this.array = array;
    this.at = start;
    this.end = end;
  }

  int length() {
    return end - at;
  }

  /**
   * The next line without its end, which is CRLF; null where nothing is left. The last line may
   * lack the end.
   *
   * @throws ODataException if a line ends with LF alone, is too long or is not UTF-8
   */
  @Nullable String line() {
    if (at == end) {
      return null;
    }
    int stop = at;
    while (stop < end && array[stop] != '\n') {
      stop++;
    }
    boolean ended = stop < end;
    if (ended && (stop == at || array[stop - 1] != '\r')) {
      throw BatchError.malformed(Multipart.LINE_ENDS).exception();
    }
    int length = stop - at - (ended ? 1 : 0);
    if (length > BatchLimits.MAX_LINE_BYTES) {
      throw BatchError.malformed(
              "A line of headers has %,d bytes; accepted are at most %,d."
                  .formatted(length, BatchLimits.MAX_LINE_BYTES))
          .exception();
    }
    String line = new String(array, at, length, UTF_8);
    at = ended ? stop + 1 : stop;
    return line;
  }

  /** The first {@code length} bytes of what is left. */
  InputStream stream(int length) {
    return new ByteArrayInputStream(array, at, length);
  }

  /** Whether what is left after so many bytes is white space. */
  boolean isBlankAfter(int length) {
    for (int i = at + length; i < end; i++) {
      if (array[i] != '\r' && array[i] != '\n' && array[i] != ' ' && array[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** What is left, as bytes to search in. */
  byte[] array() {
    return array;
  }

  int start() {
    return at;
  }

  int end() {
    return end;
  }
}
