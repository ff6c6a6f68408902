package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Judges all answers of a connection, whatever was sent over it. */
final class RawAnswers {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9]) [^\r\n]*");
  private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *([0-9]+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^Transfer-Encoding: *chunked");

  /** What a stack trace in a message would have, and a caller would hardly send. */
  private static final List<String> INSIDE =
      List.of(
          "\\tat ", "java.lang.", "java.io.", "org.eclipse.", "dev.touchstone.", "tools.jackson.");

  private final String request;
  private final String all;
  private int at;

  private RawAnswers(String request, String all) {
    this.request = request;
    this.all = all;
  }

  /** Whether a connection changes to HTTP/2, which is no text. */
  static boolean speaksHttp2(String request) {
    String lower = request.toLowerCase(Locale.ROOT);
    return lower.contains("h2c") || request.startsWith("PRI ");
  }

  /**
   * Fails where an answer is none, an error is not JSON, something of the inside is seen, or there
   * is no answer to a request with a whole head.
   */
  static void check(String request, String answers) {
    RawAnswers rest = new RawAnswers(request, answers);
    int count = 0;
    while (rest.at < answers.length()) {
      rest.next();
      count++;
    }
    if (count == 0 && isWhole(request)) {
      throw new AssertionError("no answer");
    }
  }

  /** A line and the empty line behind it; line ends before the first line are passed over. */
  private static boolean isWhole(String request) {
    String begun = request.replaceFirst("^[\r\n]+", "");
    return begun.contains("\r\n\r\n") || begun.contains("\n\n");
  }

  private void next() {
    int end = all.indexOf("\r\n\r\n", at);
    String head = end < 0 ? "" : all.substring(at, end);
    Matcher status = STATUS.matcher(head.split("\r\n", 2)[0]);
    if (!status.matches()) {
      throw new AssertionError("no head of an answer: " + all.substring(at));
    }
    at = end + 4;
    int code = Integer.parseInt(status.group(1));
    String body = code < 200 ? "" : body(head);
    if (code == 500 && body.startsWith("<s:Envelope ")) {
      checkFault(body);
      return;
    }
    if (code >= 500 && code != 501 && code != 505) {
      throw new AssertionError("status " + code + ": " + body);
    }
    if (code >= 400) {
      checkError(body);
    }
  }

  private String body(String head) {
    if (all.startsWith("HTTP/1.", at) || at == all.length()) {
      // The answer to HEAD has the headers of a body and none.
      return "";
    }
    Matcher length = LENGTH.matcher(head);
    if (CHUNKED.matcher(head).find()) {
      return chunks();
    }
    if (!length.find()) {
      throw new AssertionError("bytes behind an answer without a body: " + all.substring(at));
    }
    int end = at + Integer.parseInt(length.group(1));
    if (end > all.length()) {
      throw new AssertionError("a body that ends too early: " + all.substring(at));
    }
    String body = all.substring(at, end);
    at = end;
    return body;
  }

  private String chunks() {
    StringBuilder body = new StringBuilder();
    while (true) {
      int end = all.indexOf("\r\n", at);
      if (end < 0) {
        throw new AssertionError("chunks that end too early");
      }
      int size = Integer.parseInt(all.substring(at, end), 16);
      at = end + 2 + size + 2;
      if (at > all.length()) {
        throw new AssertionError("a chunk that ends too early");
      }
      if (size == 0) {
        return body.toString();
      }
      body.append(all, end + 2, end + 2 + size);
    }
  }

  /** SOAP gives every fault the status 500; whose mistake it is stands in it. */
  private static void checkFault(String body) {
    try {
      Document fault =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(body.getBytes(ISO_8859_1)));
      NodeList code = fault.getElementsByTagName("faultcode");
      if (code.getLength() != 1 || !code.item(0).getTextContent().equals("s:Client")) {
        throw new AssertionError("a fault of ours: " + utf8(body));
      }
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError("a fault that is not XML: " + utf8(body), e);
    }
  }

  private void checkError(String body) {
    if (body.isEmpty()) {
      return;
    }
    if (INSIDE.stream().anyMatch(word -> body.contains(word) && !request.contains(word))) {
      throw new AssertionError("something of the inside: " + body);
    }
    try {
      JsonNode error = JSON.readTree(body.getBytes(ISO_8859_1)).get("error");
      if (error == null
          || !error.path("code").isString()
          || !error.path("message").isString()
          || error.get("message").stringValue().isBlank()) {
        throw new AssertionError("an error of another form: " + utf8(body));
      }
    } catch (JacksonException e) {
      throw new AssertionError("an error that is not JSON: " + utf8(body), e);
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }
}
