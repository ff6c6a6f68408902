package dev.touchstone.odata.batch;

import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.batch.MultipartBatch.Broken;
import dev.touchstone.odata.batch.MultipartBatch.ChangeSet;
import dev.touchstone.odata.batch.MultipartBatch.Item;
import dev.touchstone.odata.batch.MultipartBatch.Parsed;
import dev.touchstone.odata.batch.MultipartBatch.Part;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch of {@code multipart/mixed}. What is wrong with the batch itself fails it as a
 * whole; what is wrong within a part is the answer to that part.
 */
final class MultipartParser {
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");
  private static final Pattern HTTP = Pattern.compile("HTTP/[0-9](\\.[0-9])?");
  private static final Pattern APPLICATION_HTTP =
      Pattern.compile("(?i)\\s*application/http\\s*(;.*)?");
  private static final Pattern CONTENT_ID = Pattern.compile("[\\x21-\\x7E]{1,128}");

  private final BatchAddress address;
  private int requests;

  private MultipartParser(BatchAddress address) {
    this.address = address;
  }

  /**
   * Reads a batch.
   *
   * @throws ODataException if it cannot be cut into parts, or there are too many
   */
  static MultipartBatch parse(byte[] body, String boundary, BatchAddress address) {
    MultipartParser parser = new MultipartParser(address);
    List<Item> items = new ArrayList<>();
    for (Bytes part : Multipart.parts(new Bytes(body, 0, body.length), boundary)) {
      items.add(parser.item(part));
    }
    return new MultipartBatch(items);
  }

  private Item item(Bytes in) {
    HeaderLines headers;
    try {
      headers = HeaderLines.read(in);
    } catch (ODataException e) {
      countRequest();
      return new Broken(null, e.error());
    }
    String type = headers.get("Content-Type");
    return type != null && Multipart.isMultipart(type) ? changeSet(in, type) : part(in, headers);
  }

  private ChangeSet changeSet(Bytes in, String type) {
    List<Part> parts = new ArrayList<>();
    for (Bytes part : Multipart.parts(in, Multipart.boundary(type))) {
      parts.add(changeSetPart(part));
    }
    return new ChangeSet(parts);
  }

  private Part changeSetPart(Bytes in) {
    HeaderLines headers;
    try {
      headers = HeaderLines.read(in);
    } catch (ODataException e) {
      countRequest();
      return new Broken(null, e.error());
    }
    Part part = part(in, headers);
    if (part instanceof Parsed parsed && parsed.request().method().equals("GET")) {
      return new Broken(
          part.contentId(),
          BatchError.malformed("A change set holds no GET requests; place them outside of it."));
    }
    return part;
  }

  private void countRequest() {
    requests++;
    if (requests > BatchLimits.MAX_REQUESTS) {
      throw Multipart.tooMany();
    }
  }

  private Part part(Bytes in, HeaderLines headers) {
    countRequest();
    String contentId = headers.get("Content-ID");
    if (contentId != null && !CONTENT_ID.matcher(contentId).matches()) {
      return new Broken(
          null, BatchError.malformed("A Content-ID has 1 to 128 visible characters of ASCII."));
    }
    try {
      checkPart(headers);
      return new Parsed(contentId, request(in));
    } catch (ODataException e) {
      return new Broken(contentId, e.error());
    }
  }

  private static void checkPart(HeaderLines headers) {
    String type = headers.get("Content-Type");
    if (type == null || !APPLICATION_HTTP.matcher(type).matches()) {
      throw BatchError.malformed(
              "The Content-Type of a part is '%s'; accepted are application/http and, for a change"
                      .formatted(type == null ? "" : BatchError.shown(type))
                  + " set, multipart/mixed.")
          .exception();
    }
    String encoding = headers.get("Content-Transfer-Encoding");
    if (encoding != null && !List.of("binary", "8bit", "7bit").contains(lower(encoding))) {
      throw BatchError.malformed(
              "The Content-Transfer-Encoding '%s' is not supported; supported is binary."
                  .formatted(BatchError.shown(encoding)))
          .exception();
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** An address may hold spaces, which callers forget to encode: it ends at the last one. */
  private PartRequest request(Bytes in) {
    String given = in.line();
    String line = given == null ? "" : given.stripTrailing();
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    boolean valid =
        first < last
            && METHOD.matcher(line.substring(0, first)).matches()
            && HTTP.matcher(line.substring(last + 1)).matches();
    if (!valid) {
      throw BatchError.malformed(
              "The request line '%s' is not valid; accepted is 'GET address HTTP/1.1'."
                  .formatted(BatchError.shown(line)))
          .exception();
    }
    String target = address.resolve(line.substring(first + 1, last).strip());
    HeaderLines headers = HeaderLines.read(in);
    return new PartRequest(
        line.substring(0, first), target, headers, body(in, headers.get("Content-Length")));
  }

  /** Without a length the body is everything up to the boundary. */
  private static InputStream body(Bytes in, @Nullable String contentLength) {
    if (contentLength == null) {
      return in.stream(in.isBlankAfter(0) ? 0 : in.length());
    }
    int length = contentLength.matches("[0-9]{1,9}") ? Integer.parseInt(contentLength) : -1;
    if (length < 0 || length > in.length() || !in.isBlankAfter(length)) {
      throw BatchError.malformed(
              "The Content-Length '%s' is not that of the body, which has %,d bytes."
                  .formatted(BatchError.shown(contentLength), in.length()))
          .exception();
    }
    return in.stream(length);
  }
}
