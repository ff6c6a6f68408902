package dev.touchstone.odata.soap;

import static dev.touchstone.testing.Envelopes.execute;
import static dev.touchstone.testing.Envelopes.parameter;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;

final class OrganizationServiceTest {
  private static final String ACTION = "msdyncrm_LoadInteractionsPublic";
  private static final String HERE = "https://here.example";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
  private static final int MAX_BODY = 64 * 1024;

  private final MemoryStore store = new MemoryStore();
  private final OrganizationService service =
      new OrganizationService(
          new ODataService(
              store,
              CatalogueFile.standard(),
              new SkipTokens(new byte[SkipTokens.KEY_BYTES]),
              ODataOptions.DEFAULT),
          new ServiceIdentity(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3)),
          MAX_BODY,
          new SoapFault(() -> NOW));

  private static Interaction row(int number, Map<String, String> fields) {
    return new Interaction(
        ContactId.parse(Documented.CONTACT),
        new TypeName("EmailSent"),
        NOW.plusSeconds(number),
        InteractionId.parse(new UUID(1, number).toString()),
        1,
        Fields.of(fields));
  }

  private static String contact() {
    return parameter("ContactId", "string", Documented.CONTACT);
  }

  private static String emailSent() {
    return parameter("InteractionType", "string", "EmailSent");
  }

  @Test
  void theActionAnswersTheRowsAsTheDocumentedTextAndNoToken() throws Exception {
    store.append(List.of(Documented.interaction()));

    String xml = text(send(execute(ACTION, emailSent(), contact())));

    assertThat(xml)
        .isEqualTo(
            """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\
            <ExecuteResponse xmlns="http://schemas.microsoft.com/xrm/2011/Contracts/Services" \
            xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\
            <ExecuteResult xmlns:a="http://schemas.microsoft.com/xrm/2011/Contracts">\
            <a:ResponseName>msdyncrm_LoadInteractionsPublic</a:ResponseName>\
            <a:Results xmlns:c="http://schemas.datacontract.org/2004/07/System.Collections.Generic">\
            <a:KeyValuePairOfstringanyType><c:key>Data</c:key>\
            <c:value i:type="d:string" xmlns:d="http://www.w3.org/2001/XMLSchema">[%s]</c:value>\
            </a:KeyValuePairOfstringanyType>\
            <a:KeyValuePairOfstringanyType><c:key>NextSkipToken</c:key><c:value i:nil="true"/>\
            </a:KeyValuePairOfstringanyType></a:Results></ExecuteResult></ExecuteResponse></s:Body></s:Envelope>\
            """
                .formatted(Documented.ROW));
  }

  @Test
  void pagesGoOnBehindTheirToken() throws Exception {
    for (int i = 0; i < 7; i++) {
      store.append(List.of(row(i, Map.of())));
    }
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      Map<String, String> results =
          results(
              send(
                  execute(
                      ACTION,
                      emailSent(),
                      contact(),
                      parameter("Top", "int", "3"),
                      parameter("SkipToken", "string", token))));
      found.add(results.get("Data"));
      token = results.getOrDefault("NextSkipToken", "");
    } while (!token.isEmpty());
    assertThat(found).hasSize(3);
    assertThat(String.join("", found).split("InteractionId", -1)).hasSize(8);
  }

  /** What text may hold comes back as it is, through two parsers that are not ours. */
  @Test
  void everyTextComesBack() throws Exception {
    String nasty =
        "</c:value>&amp; <b> ]]> \"q\" \\ \r\n\t\u0000\u0001\u007f\u0085\uFFFE\uFFFF\uFEFF😀é";
    store.append(List.of(row(1, Map.of("EmailDomain", nasty))));

    String data = results(send(execute(ACTION, emailSent(), contact()))).get("Data");

    assertThat(new JsonMapper().readTree(data).get(0).get("EmailDomain").stringValue())
        .isEqualTo(nasty);
  }

  @Test
  void ourOwnActionTakesListsAndBooleans() throws Exception {
    store.append(List.of(Documented.interaction()));
    String contacts =
        "<a:KeyValuePairOfstringanyType><b:key>ContactIds</b:key><b:value"
            + " i:type=\"c:ArrayOfstring\""
            + " xmlns:c=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"><c:string>"
            + Documented.CONTACT
            + "</c:string><c:string>nobody</c:string></b:value></a:KeyValuePairOfstringanyType>";

    assertThat(
            results(
                    send(
                        execute(
                            "touchstone_LoadInteractions",
                            contacts,
                            parameter("LatestOnly", "boolean", "true"))))
                .get("Data"))
        .isEqualTo("[" + Documented.ROW + "]");
  }

  @Test
  void whoAmIVersionAndOrganizationAreOfTheirClasses() throws Exception {
    Document who = document(send(execute("WhoAmI")));
    assertThat(results(who))
        .containsExactly(
            Map.entry("UserId", new UUID(0, 3).toString()),
            Map.entry("BusinessUnitId", new UUID(0, 2).toString()),
            Map.entry("OrganizationId", new UUID(0, 1).toString()));
    assertThat(type(who, "ExecuteResult"))
        .isEqualTo("{http://schemas.microsoft.com/crm/2011/Contracts}WhoAmIResponse");
    assertThat(type(who, "value"))
        .isEqualTo("{http://schemas.microsoft.com/2003/10/Serialization/}guid");

    assertThat(results(send(execute("RetrieveVersion"))))
        .containsExactly(Map.entry("Version", ServiceIdentity.VERSION));

    Document organization =
        document(
            send(
                execute(
                    "RetrieveCurrentOrganization",
                    parameter("AccessType", "EndpointAccessType", "Default"))));
    Element detail = (Element) organization.getElementsByTagNameNS("*", "value").item(0);
    List<String> members = new ArrayList<>();
    for (Node node = detail.getFirstChild(); node != null; node = node.getNextSibling()) {
      members.add(node.getLocalName());
    }
    assertThat(members)
        .as("the serializer passes over what is out of turn")
        .isSorted()
        .contains("Endpoints", "OrganizationId", "UniqueName");
    assertThat(detail.getTextContent())
        .contains(HERE + "/api/data/v9.2/")
        .contains(HERE + "/XRMServices/2011/Organization.svc");
    assertThat(type(organization, "value"))
        .isEqualTo("{http://schemas.microsoft.com/xrm/2014/Contracts}OrganizationDetail");
  }

  @Test
  void whatIsWrongWithARequestIsAFault() throws Exception {
    Answer answer = send(execute(ACTION, contact()));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.headers()).containsEntry("Content-Type", "text/xml; charset=utf-8");
    Document fault = document(answer);
    assertThat(only(fault, "faultcode")).isEqualTo("s:Client");
    assertThat(only(fault, "faultstring")).startsWith("The parameter 'InteractionType' is missing");
    assertThat(only(fault, "ErrorCode")).isEqualTo(Integer.toString(0x80040203));
    assertThat(only(fault, "Message")).isEqualTo(only(fault, "faultstring"));
    assertThat(only(fault, "Timestamp")).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void faultsNameTheMistakeInTheWordsOfEveryOtherCaller() throws Exception {
    assertThat(fault(execute(ACTION, contact(), emailSent(), parameter("Top", "string", "1"))))
        .endsWith("Cannot convert the literal '1' to the expected type 'Edm.Int32'.");
    assertThat(fault(execute(ACTION, contact(), emailSent(), parameter("Top", "int", "1e3"))))
        .endsWith("Cannot convert the literal '1e3' to the expected type 'Edm.Int32'.");
    assertThat(fault(execute(ACTION, contact(), contact(), emailSent())))
        .endsWith("The parameter 'ContactId' stands in the request payload more than once.");
    assertThat(
            fault(execute(ACTION, contact(), emailSent(), parameter("Contact", "string", "&lt;"))))
        .contains("The parameter 'Contact' in the request payload is not a valid parameter");
    assertThat(fault(execute("RetrieveMultiple<x/>".replace("<x/>", "&amp;"))))
        .startsWith("The request 'RetrieveMultiple&' is not known here; known are " + ACTION);
  }

  @Test
  void howLongToWaitIsWhereMicrosoftsClientLooks() throws Exception {
    ODataError error =
        ODataError.tooManyRequests(6000, Duration.ofMinutes(5), Duration.ofSeconds(75));

    Answer refusal = service.faults().refusal(error);

    assertThat(refusal.status()).isEqualTo(500);
    Document fault = document(refusal);
    assertThat(only(fault, "ErrorCode")).isEqualTo("-2147015902");
    assertThat(only(fault, "key")).isEqualTo("Retry-After");
    assertThat(only(fault, "value")).isEqualTo("PT1M15S");
    assertThat(type(fault, "value"))
        .isEqualTo("{http://schemas.microsoft.com/2003/10/Serialization/}duration");
    assertThat(service.faults().refusal(ODataError.unavailable()).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<x/>",
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>",
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body/></s:Envelope>",
        "<s:Envelope"
            + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><RetrieveMultiple"
            + " xmlns=\"http://schemas.microsoft.com/xrm/2011/Contracts/Services\"/></s:Body></s:Envelope>",
        "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><s:Envelope"
            + " xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>&x;</s:Body></s:Envelope>",
        "<!DOCTYPE e [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><e>&b;</e>"
      })
  void whatIsNoEnvelopeIsRefusedInJson(String body) throws Exception {
    Answer answer = send(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(text(answer))
        .startsWith("{\"error\":{\"code\":\"0x80048d19\",")
        .doesNotContain("root:");
  }

  @Test
  void anEnvelopeThatBreaksOffIsNone() throws Exception {
    String whole = execute(ACTION, contact(), emailSent());
    for (int length = 0; length < whole.length(); length++) {
      assertThat(send(whole.substring(0, length)).status()).as("%d", length).isEqualTo(400);
    }
  }

  @Test
  void theLimitOfTheBodyIsMetToTheByte() throws Exception {
    String envelope = execute(ACTION, contact(), emailSent());
    String padding = " ".repeat(MAX_BODY - envelope.length());

    assertThat(send(envelope + padding).status()).isEqualTo(200);
    assertThat(send(envelope + padding + " ").status()).isEqualTo(413);
  }

  @Test
  void anyEncodingOfXmlIsRead() throws Exception {
    byte[] envelope =
        ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + execute(ACTION, contact(), emailSent()))
            .getBytes(UTF_16);

    assertThat(send("text/xml; charset=utf-16", envelope).status()).isEqualTo(200);
  }

  @Test
  void whoSendsAnotherFormIsToldWhichIsTaken() throws Exception {
    for (String type : List.of("application/json", "application/soap+xml; charset=utf-8", "")) {
      Answer answer = send(type, execute("WhoAmI").getBytes(UTF_8));
      assertThat(answer.status()).isEqualTo(415);
      assertThat(text(answer)).contains("supported is text/xml");
    }
  }

  @Test
  void aStoreThatFailsIsNotAnAnswer() {
    store.close();
    assertThatThrownBy(() -> send(execute(ACTION, contact(), emailSent())))
        .isInstanceOfAny(StoreException.class, IllegalStateException.class);
  }

  private String fault(String envelope) throws Exception {
    return only(document(send(envelope)), "faultstring");
  }

  private Answer send(String envelope) throws IOException {
    return send("text/xml; charset=utf-8", envelope.getBytes(UTF_8));
  }

  private Answer send(String contentType, byte[] body) throws IOException {
    return service.answer(
        new Call(
            "POST",
            OrganizationService.PATH,
            HERE,
            name -> name.equals("Content-Type") ? contentType : null,
            new ByteArrayInputStream(body)));
  }

  private static String text(Answer answer) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    answer.body().writeTo(body);
    return body.toString(UTF_8);
  }

  private static Document document(Answer answer) throws Exception {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(text(answer).getBytes(UTF_8)));
    } catch (SAXException e) {
      throw new AssertionError(text(answer), e);
    }
  }

  private static Map<String, String> results(Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(200);
    return results(document(answer));
  }

  private static Map<String, String> results(Document answer) {
    NodeList keys = answer.getElementsByTagNameNS("*", "key");
    NodeList values = answer.getElementsByTagNameNS("*", "value");
    Map<String, String> results = new LinkedHashMap<>();
    for (int i = 0; i < keys.getLength(); i++) {
      results.put(keys.item(i).getTextContent(), values.item(i).getTextContent());
    }
    return results;
  }

  private static String only(Document document, String element) {
    NodeList found = document.getElementsByTagNameNS("*", element);
    assertThat(found.getLength()).as(element).isOne();
    return found.item(0).getTextContent();
  }

  /** The type that an element says it is of. */
  private static String type(Document document, String element) {
    Node found = document.getElementsByTagNameNS("*", element).item(0);
    String[] name = ((Element) found).getAttributeNS(INSTANCE, "type").split(":", 2);
    return "{" + found.lookupNamespaceURI(name[0]) + "}" + name[1];
  }
}
