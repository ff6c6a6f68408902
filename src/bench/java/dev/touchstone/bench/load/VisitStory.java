package dev.touchstone.bench.load;

import dev.touchstone.bench.load.Company.WebPage;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;

/** Somebody visits the site: page after page, with clicks on links. */
final class VisitStory {
  private static final TypeName VISITED = new TypeName("WebsiteVisited");
  private static final TypeName CLICKED = new TypeName("WebsiteClicked");
  private static final double ANOTHER_PAGE = 0.68;
  private static final double CLICK_SHARE = 0.27;
  private static final double ADVERTISED_SHARE = 0.08;
  private static final double REFERRED_SHARE = 0.4;
  private static final List<String> REFERRERS =
      List.of(
          "https://www.google.com/",
          "https://www.google.co.uk",
          "https://www.bing.com/",
          "https://duckduckgo.com/",
          "https://www.linkedin.com/");

  private final Happening happening;
  private final Device device;
  private final String session;
  private final Chance chance;

  VisitStory(Happening happening, Device device, String session) {
    this.happening = happening;
    this.device = device;
    this.session = session;
    chance = happening.chance();
  }

  void tell() {
    Instant when = happening.start();
    String referrer = chance.happens(REFERRED_SHARE) ? chance.oneOf(REFERRERS) : "";
    WebPage page = happening.company().anyPage(chance);
    String address = chance.happens(ADVERTISED_SHARE) ? advertised(page.address()) : page.address();
    for (int more = chance.repeats(ANOTHER_PAGE); more >= 0; more--) {
      leaveVisit(when, page, address, referrer);
      WebPage next = happening.company().anyPage(chance);
      if (chance.happens(CLICK_SHARE)) {
        leaveClick(when.plusSeconds(chance.seconds(20)), page, address, next.address());
      }
      when = when.plusSeconds(2 + chance.seconds(60));
      referrer = address;
      page = next;
      address = next.address();
    }
  }

  private String advertised(String address) {
    int campaign = 1_000_000 + chance.below(200);
    return address
        + "?utm_source=google-ad&utm_medium=display&utm_campaign=product-analytics-new-ebook"
        + "&matchtype=&network=d&device=m&campaignid=%d&adgroupid=%d&gclid=%s"
            .formatted(campaign, campaign + 7, chance.letters(90));
  }

  private void leaveVisit(Instant when, WebPage page, String address, String referrer) {
    Place place = happening.person().place();
    happening.leave(
        VISITED,
        when,
        "City",
        place.city(),
        "CountryIsoCode",
        place.country(),
        "OrganizationId",
        happening.company().organizationId(),
        "PageAddress",
        address,
        "PageId",
        page.id(),
        "PostalCode",
        place.postalCode(),
        "ReferrerUri",
        referrer,
        "SessionId",
        session,
        "State",
        place.state(),
        "VisitorId",
        device.visitorId(),
        "WebsiteId",
        happening.company().websiteId());
  }

  private void leaveClick(Instant when, WebPage page, String address, String link) {
    Place place = happening.person().place();
    happening.leave(
        CLICKED,
        when,
        "City",
        place.city(),
        "CountryIsoCode",
        place.country(),
        "Link",
        link,
        "OrganizationId",
        happening.company().organizationId(),
        "PageAddress",
        address,
        "PageId",
        page.id(),
        "PostalCode",
        place.postalCode(),
        "SessionId",
        session,
        "State",
        place.state(),
        "VisitorId",
        device.visitorId(),
        "WebsiteId",
        happening.company().websiteId());
  }
}
