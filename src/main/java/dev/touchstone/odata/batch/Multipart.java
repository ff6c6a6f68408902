package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.touchstone.odata.ODataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a body of {@code multipart/…} at its boundaries (RFC 2046). All methods are pure. */
final class Multipart {
  static final String LINE_ENDS =
      "The lines of a batch end with CRLF (\\r\\n), and this one has a line that ends with LF"
          + " alone.";

  private static final Pattern TYPE =
      Pattern.compile("(?i)\\s*multipart/mixed\\s*(;.*)?", Pattern.DOTALL);
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i);\\s*boundary\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]*))");
  private static final Pattern ALLOWED =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private Multipart() {}

  static boolean isMultipart(String contentType) {
    return TYPE.matcher(contentType).matches();
  }

  /**
   * The boundary that a Content-Type names.
   *
   * @throws ODataException if it names none that is allowed
   */
  static String boundary(String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    String found = "";
    if (boundary.find()) {
      found = boundary.group(1) != null ? boundary.group(1) : boundary.group(2);
    }
    if (!ALLOWED.matcher(found).matches()) {
      throw BatchError.malformed(
              ("The Content-Type '%s' has no boundary; accepted is multipart/mixed;boundary=… of 1"
                      + " to 70 letters, digits and '()+_,-./:=?")
                  .formatted(BatchError.shown(contentType)))
          .exception();
    }
    return found;
  }

  /**
   * The parts between the boundaries, in order. What stands before the first and behind the last is
   * passed over.
   *
   * @throws ODataException if the first or the closing boundary is missing, lines end with LF
   *     alone, or there are too many parts
   */
  static List<Bytes> parts(Bytes body, String boundary) {
    byte[] delimiter = ("--" + boundary).getBytes(ISO_8859_1);
    List<Bytes> parts = new ArrayList<>();
    int partStart = -1;
    int from = body.start();
    while (true) {
      int found = find(body, delimiter, from);
      if (found < 0) {
        throw missing(partStart < 0, boundary);
      }
      Delimiter line = Delimiter.read(body, found + delimiter.length);
      if (line.end() < 0) {
        from = found + 1;
        continue;
      }
      if (partStart >= 0) {
        parts.add(new Bytes(body.array(), partStart, Math.max(partStart, found - 2)));
      }
      if (line.closing()) {
        return parts;
      }
      if (parts.size() >= BatchLimits.MAX_REQUESTS) {
        throw tooMany();
      }
      partStart = line.end();
      // The line end of a delimiter may be the one before the next.
      from = partStart;
    }
  }

  static ODataException tooMany() {
    return BatchError.malformed(
            "The batch has more than %,d requests, which is the limit."
                .formatted(BatchLimits.MAX_REQUESTS))
        .exception();
  }

  private static ODataException missing(boolean first, String boundary) {
    return BatchError.malformed(
            first
                ? "The boundary '--%s' is not at the start of any line.".formatted(boundary)
                : "The batch ends without its closing boundary '--%s--'.".formatted(boundary))
        .exception();
  }

  /** The next delimiter at the start of a line; -1 if there is none. */
  private static int find(Bytes body, byte[] delimiter, int from) {
    byte[] array = body.array();
    for (int i = from; i + delimiter.length <= body.end(); i++) {
      boolean starts = i == body.start() || array[i - 1] == '\n';
      if (starts && Arrays.equals(array, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
        if (i >= body.start() + 1 && (i < body.start() + 2 || array[i - 2] != '\r')) {
          throw BatchError.malformed(LINE_ENDS).exception();
        }
        return i;
      }
    }
    return -1;
  }

  /**
   * The rest of a line that begins like a delimiter.
   *
   * @param end where the next line begins; -1 if the line is no delimiter after all
   */
  private record Delimiter(boolean closing, int end) {
    static Delimiter read(Bytes body, int behind) {
      byte[] array = body.array();
      int at = behind;
      boolean closing = at + 1 < body.end() && array[at] == '-' && array[at + 1] == '-';
      at += closing ? 2 : 0;
      while (at < body.end() && (array[at] == ' ' || array[at] == '\t')) {
        at++;
      }
      if (at == body.end()) {
        return new Delimiter(closing, closing ? at : -1);
      }
      if (array[at] == '\n') {
        throw BatchError.malformed(LINE_ENDS).exception();
      }
      boolean ended = array[at] == '\r' && at + 1 < body.end() && array[at + 1] == '\n';
      return new Delimiter(closing, ended ? at + 2 : -1);
    }
  }
}
