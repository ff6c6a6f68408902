package dev.touchstone.bench.load;

import dev.touchstone.bench.load.Company.MailLink;
import dev.touchstone.bench.load.Company.Sending;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;

/** A journey sends a mail: it is delivered or not, opened or not, clicked or not. */
final class MailStory {
  private static final TypeName SENT = new TypeName("EmailSent");
  private static final TypeName DELIVERED = new TypeName("EmailDelivered");
  private static final TypeName HARD_BOUNCED = new TypeName("EmailHardBounced");
  private static final TypeName SOFT_BOUNCED = new TypeName("EmailSoftBounced");
  private static final TypeName OPENED = new TypeName("EmailOpened");
  private static final TypeName CLICKED = new TypeName("EmailClicked");

  private static final double DELIVERED_SHARE = 0.975;
  private static final double HARD_SHARE = 0.4;
  private static final double OPENED_SHARE = 0.45;
  private static final double OPENED_AGAIN = 0.4;
  private static final double CLICKED_SHARE = 0.2;
  private static final double CLICKED_AGAIN = 0.25;
  private static final double VISIT_SHARE = 0.6;
  private static final long SECONDS_TO_OPEN = 6 * 3_600;
  private static final String USAGE = "CustomerJourney";
  private static final List<String> CATEGORIES =
      List.of("invalid-mailbox", "full-mailbox", "dmarc-issues");

  private final Happening happening;
  private final Sending sending;
  private final Chance chance;

  /** One for each mail that is sent to somebody; what follows of it has the same. */
  private final String sendingId;

  MailStory(Happening happening, Sending sending) {
    this.happening = happening;
    this.sending = sending;
    chance = happening.chance();
    sendingId = chance.guid().toString();
  }

  void tell() {
    Instant sent = happening.start();
    leaveMail(SENT, sent);
    if (!chance.happens(DELIVERED_SHARE)) {
      leaveBounce(sent.plusSeconds(chance.seconds(60)));
      return;
    }
    Instant delivered = sent.plusSeconds(chance.seconds(5));
    leaveMail(DELIVERED, delivered);
    if (chance.happens(OPENED_SHARE)) {
      tellOpened(delivered.plusSeconds(chance.seconds(SECONDS_TO_OPEN)));
    }
  }

  /** A scanner of mails opens one; nobody clicks. */
  void tellOpenedByMachine() {
    leaveMail(OPENED, happening.start());
  }

  private void tellOpened(Instant first) {
    Instant opened = first;
    leaveMail(OPENED, opened);
    for (int again = chance.repeats(OPENED_AGAIN); again > 0; again--) {
      opened = opened.plusSeconds(1 + chance.seconds(3_600));
      leaveMail(OPENED, opened);
    }
    if (chance.happens(CLICKED_SHARE)) {
      tellClicked(first.plusSeconds(1 + chance.seconds(40)));
    }
  }

  private void tellClicked(Instant first) {
    Device device = happening.person().anyDevice(chance);
    String session = device.newSession(chance);
    Instant clicked = first;
    for (int clicks = 1 + chance.repeats(CLICKED_AGAIN); clicks > 0; clicks--) {
      leaveClick(clicked, device, session);
      clicked = clicked.plusSeconds(1 + chance.seconds(30));
    }
    if (chance.happens(VISIT_SHARE)) {
      new VisitStory(happening.at(first.plusSeconds(2)), device, session).tell();
    }
  }

  private void leaveMail(TypeName type, Instant when) {
    Person person = happening.person();
    happening.leave(
        type,
        when,
        "CustomerJourneyId",
        sending.journeyId(),
        "EmailAddressUsed",
        person.emailAddress(),
        "EmailDomain",
        person.emailDomain(),
        "MessageId",
        sending.mail().id(),
        "OrganizationId",
        happening.company().organizationId(),
        "SendingId",
        sendingId,
        "UsageType",
        USAGE);
  }

  private void leaveBounce(Instant when) {
    Person person = happening.person();
    happening.leave(
        chance.happens(HARD_SHARE) ? HARD_BOUNCED : SOFT_BOUNCED,
        when,
        "BounceCategory",
        chance.oneOf(CATEGORIES),
        "CustomerJourneyId",
        sending.journeyId(),
        "EmailAddressUsed",
        person.emailAddress(),
        "EmailDomain",
        person.emailDomain(),
        "MessageId",
        sending.mail().id(),
        "OrganizationId",
        happening.company().organizationId(),
        "SendingId",
        sendingId,
        "UsageType",
        USAGE);
  }

  private void leaveClick(Instant when, Device device, String session) {
    Person person = happening.person();
    MailLink link = chance.oneOf(sending.mail().links());
    happening.leave(
        CLICKED,
        when,
        "BrowserId",
        device.browserId(),
        "BrowserVersion",
        device.browserVersion(),
        "City",
        person.place().city(),
        "CountryIsoCode",
        person.place().country(),
        "CustomerJourneyId",
        sending.journeyId(),
        "EmailAddressUsed",
        person.emailAddress(),
        "EmailDomain",
        person.emailDomain(),
        "LinkFriendlyName",
        link.friendlyName(),
        "LinkId",
        link.id(),
        "MessageId",
        sending.mail().id(),
        "OperatingSystemId",
        device.operatingSystemId(),
        "OperatingSystemVersion",
        device.operatingSystemVersion(),
        "OrganizationId",
        happening.company().organizationId(),
        "OriginalLink",
        link.original(),
        "OriginalUrl",
        link.url(),
        "PostalCode",
        person.place().postalCode(),
        "SendingId",
        sendingId,
        "SessionId",
        session,
        "State",
        person.place().state(),
        "UsageType",
        USAGE,
        "VisitorId",
        device.visitorId());
  }
}
