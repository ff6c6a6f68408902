package dev.touchstone.bench.load;

import dev.touchstone.bench.load.Company.WebForm;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;

/** Somebody comes to a form, and fills it in or not. */
final class FormStory {
  private static final TypeName VISITED = new TypeName("FormVisited");
  private static final TypeName SUBMITTED = new TypeName("FormSubmitted");
  private static final double SUBMITTED_SHARE = 0.4;
  private static final List<String> RESULTS = List.of("Success", "Success", "Success", "Failed");
  private static final List<String> MATCHES = List.of("Updated", "Updated", "Created");
  private static final List<String> NAMES =
      List.of("Ada", "Grace", "Alan", "Edsger", "Barbara", "Zoë", "Donald", "Frances");

  private final Happening happening;
  private final Device device;
  private final String session;
  private final Chance chance;
  private final WebForm form;

  FormStory(Happening happening, Device device, String session) {
    this.happening = happening;
    this.device = device;
    this.session = session;
    chance = happening.chance();
    form = happening.company().anyForm(chance);
  }

  void tell() {
    leaveVisit(happening.start());
    if (chance.happens(SUBMITTED_SHARE)) {
      leaveSubmission(happening.start().plusSeconds(10 + chance.seconds(90)));
    }
  }

  private void leaveVisit(Instant when) {
    Place place = happening.person().place();
    happening.leave(
        VISITED,
        when,
        "BrowserId",
        device.browserId(),
        "BrowserVersion",
        device.browserVersion(),
        "City",
        place.city(),
        "CountryIsoCode",
        place.country(),
        "FormId",
        form.id(),
        "OperatingSystemId",
        device.operatingSystemId(),
        "OperatingSystemVersion",
        device.operatingSystemVersion(),
        "OrganizationId",
        happening.company().organizationId(),
        "PageId",
        form.page().id(),
        "PostalCode",
        place.postalCode(),
        "ReferrerUri",
        form.page().address(),
        "SessionId",
        session,
        "State",
        place.state(),
        "VisitorId",
        device.visitorId());
  }

  private void leaveSubmission(Instant when) {
    Place place = happening.person().place();
    happening.leave(
        SUBMITTED,
        when,
        "BrowserId",
        device.browserId(),
        "BrowserVersion",
        device.browserVersion(),
        "City",
        place.city(),
        "ContactMatchingResult",
        chance.oneOf(MATCHES),
        "CountryIsoCode",
        place.country(),
        "FormId",
        form.id(),
        "FormName",
        form.name(),
        "FormSubmissionId",
        chance.guid().toString(),
        "LeadMatchingResult",
        "Not applicable",
        "OperatingSystemId",
        device.operatingSystemId(),
        "OperatingSystemVersion",
        device.operatingSystemVersion(),
        "OrganizationId",
        happening.company().organizationId(),
        "PageId",
        form.page().id(),
        "PostalCode",
        place.postalCode(),
        "ReferrerUri",
        form.page().address(),
        "Result",
        chance.oneOf(RESULTS),
        "SessionId",
        session,
        "State",
        place.state(),
        "SubmittedValues",
        submittedValues(),
        "VisitorId",
        device.visitorId());
  }

  /** A line for each field of the form, as the product writes them. */
  private String submittedValues() {
    return "First name: %s\r\nEmail: %s\r\nCity: %s\r\nComment: \"%s\""
        .formatted(
            chance.oneOf(NAMES),
            happening.person().emailAddress(),
            happening.person().place().city(),
            form.name());
  }
}
