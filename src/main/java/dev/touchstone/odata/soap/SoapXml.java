package dev.touchstone.odata.soap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** The XML of answers, in the form that .NET's serializer writes. All methods are pure. */
final class SoapXml {
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "text/xml; charset=utf-8");
  private static final String BEGIN = "<s:Envelope xmlns:s=\"" + Namespaces.SOAP + "\"><s:Body>";
  private static final String END = "</s:Body></s:Envelope>";

  private SoapXml() {}

  /** What writes the body of an envelope. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  static Answer envelope(int status, Body body) {
    return new Answer(
        status,
        HEADERS,
        out -> {
          write(out, BEGIN);
          body.writeTo(out);
          write(out, END);
        });
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  /** Text between tags; what XML cannot have becomes a question mark. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#xD;");
                default -> out.appendCodePoint(isXml(c) ? c : '?');
              }
            });
    return out.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
