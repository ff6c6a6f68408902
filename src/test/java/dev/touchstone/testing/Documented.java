package dev.touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import java.util.Map;

/** The request and the row that the action's documentation shows. */
public final class Documented {
  public static final String CONTACT = "33dd33dd-ee44-ff55-aa66-77bb77bb77bb";
  public static final String PATH = "/api/data/v9.0/msdyncrm_LoadInteractionsPublic";

  /** The body byte for byte, the comma after its last member included. */
  public static final String BODY =
      "{\n    \"InteractionType\": \"WebsiteClicked\",\n    \"ContactId\": \""
          + CONTACT
          + "\",\n}\n";

  /** The row as the text of the documented answer holds it. */
  public static final String ROW =
      "{\"InteractionId\":\"172C1E59A3CD4D85B392316DD76651CE\",\"InteractionType\":\"EmailSent\","
          + "\"Timestamp\":\"2018-02-23T13:10:48Z\","
          + "\"OrganizationId\":\"00aa00aa-bb11-cc22-dd33-44ee44ee44ee\","
          + "\"EmailDomain\":\"microsoft.com\","
          + "\"ActivityId\":\"11bb11bb-cc22-dd33-ee44-55ff55ff55ff\","
          + "\"SendingId\":\"22cc22cc-dd33-ee44-ff55-66aa66aa66aa\","
          + "\"ContactId\":\"33dd33dd-ee44-ff55-aa66-77bb77bb77bb\","
          + "\"MessageId\":\"44ee44ee-ff55-aa66-bb77-88cc88cc88cc\","
          + "\"CustomerJourneyId\":\"55ff55ff-aa66-bb77-cc88-99dd99dd99dd\","
          + "\"CustomerJourneyIterationId\":\"66aa66aa-bb77-cc88-dd99-00ee00ee00ee\","
          + "\"UsageType\":\"CustomerJourney\","
          + "\"EmailAddressUsed\":\"sample@adventure-works.com\"}";

  private Documented() {}

  public static Interaction interaction() {
    return new Interaction(
        ContactId.parse(CONTACT),
        new TypeName("EmailSent"),
        Timestamp.parse("2018-02-23T13:10:48Z"),
        InteractionId.parse("172C1E59A3CD4D85B392316DD76651CE"),
        1,
        Fields.of(
            Map.of(
                "OrganizationId", "00aa00aa-bb11-cc22-dd33-44ee44ee44ee",
                "EmailDomain", "microsoft.com",
                "ActivityId", "11bb11bb-cc22-dd33-ee44-55ff55ff55ff",
                "SendingId", "22cc22cc-dd33-ee44-ff55-66aa66aa66aa",
                "MessageId", "44ee44ee-ff55-aa66-bb77-88cc88cc88cc",
                "CustomerJourneyId", "55ff55ff-aa66-bb77-cc88-99dd99dd99dd",
                "CustomerJourneyIterationId", "66aa66aa-bb77-cc88-dd99-00ee00ee00ee",
                "UsageType", "CustomerJourney",
                "EmailAddressUsed", "sample@adventure-works.com")));
  }

  /** The request as it goes over a connection, byte for byte. */
  public static byte[] request(String authority) {
    return ("POST "
            + PATH
            + " HTTP/1.1\r\n"
            + "Host: "
            + authority
            + "\r\n"
            + "Accept: application/json\r\n"
            + "Content-Type: application/json; charset=utf-8\r\n"
            + "OData-MaxVersion: 4.0\r\n"
            + "OData-Version: 4.0\r\n"
            + "Content-Length: "
            + BODY.length()
            + "\r\n"
            + "Connection: close\r\n"
            + "\r\n"
            + BODY)
        .getBytes(UTF_8);
  }
}
