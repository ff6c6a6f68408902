package dev.touchstone.odata.soap;

import dev.touchstone.odata.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to {@code Execute}: a name, and results by name. What it holds is written in the order
 * in which .NET's serializer reads it, by name, because it passes over what comes out of turn.
 */
final class ExecuteAnswer {
  private static final String STRING =
      "<c:value i:type=\"d:string\" xmlns:d=\"" + Namespaces.SCHEMA + "\">";

  private final String name;
  private final String type;
  private final List<SoapXml.Body> results = new ArrayList<>();

  private ExecuteAnswer(String name, String type) {
    this.name = name;
    this.type = type;
  }

  /** The answer of an action, of which the caller's generated class makes its own. */
  static ExecuteAnswer ofAction(String name) {
    return new ExecuteAnswer(name, "");
  }

  /** The answer of a request that the product has, for which the SDK has a class. */
  static ExecuteAnswer ofMessage(String name) {
    return new ExecuteAnswer(
        name, " i:type=\"b:" + name + "Response\" xmlns:b=\"" + Namespaces.MESSAGES + "\"");
  }

  ExecuteAnswer with(String key, SoapXml.Body value) {
    results.add(
        out -> {
          SoapXml.write(out, "<a:KeyValuePairOfstringanyType><c:key>" + key + "</c:key>");
          value.writeTo(out);
          SoapXml.write(out, "</a:KeyValuePairOfstringanyType>");
        });
    return this;
  }

  ExecuteAnswer with(String key, String xml) {
    return with(key, (OutputStream out) -> SoapXml.write(out, xml));
  }

  static String guid(Object guid) {
    return "<c:value i:type=\"d:guid\" xmlns:d=\"%s\">%s</c:value>"
        .formatted(Namespaces.SERIALIZATION, guid);
  }

  static String string(String text) {
    return STRING + SoapXml.escape(text) + "</c:value>";
  }

  static String nothing() {
    return "<c:value i:nil=\"true\"/>";
  }

  /** A text that is written while it comes. */
  static SoapXml.Body string(SoapXml.Body text) {
    return out -> {
      SoapXml.write(out, STRING);
      text.writeTo(out);
      SoapXml.write(out, "</c:value>");
    };
  }

  Answer answer() {
    return SoapXml.envelope(200, this::writeTo);
  }

  private void writeTo(OutputStream out) throws IOException {
    SoapXml.write(
        out,
        "<ExecuteResponse xmlns=\"%s\" xmlns:i=\"%s\"><ExecuteResult%s xmlns:a=\"%s\"><a:ResponseName>%s</a:ResponseName><a:Results xmlns:c=\"%s\">"
            .formatted(
                Namespaces.SERVICES,
                Namespaces.INSTANCE,
                type,
                Namespaces.CONTRACTS,
                name,
                Namespaces.COLLECTIONS));
    for (SoapXml.Body result : results) {
      result.writeTo(out);
    }
    SoapXml.write(out, "</a:Results></ExecuteResult></ExecuteResponse>");
  }
}
