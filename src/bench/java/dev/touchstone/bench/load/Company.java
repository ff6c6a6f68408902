package dev.touchstone.bench.load;

import java.util.List;
import java.util.stream.IntStream;

/** Whose marketing it is: its journeys with their mails, its site, its forms. Immutable. */
final class Company {
  private static final int JOURNEYS = 60;
  private static final int JOURNEYS_AT_A_TIME = 5;
  private static final int MAILS_OF_A_JOURNEY = 6;
  private static final int PAGES = 400;
  private static final int FORMS = 12;
  private static final List<String> SECTIONS =
      List.of("products", "resources", "blog", "docs", "events", "customers");
  private static final List<String> TOPICS =
      List.of(
          "getting-started",
          "data-models",
          "data-utilization",
          "pricing",
          "case-study",
          "webinar",
          "product-analytics-ebook",
          "release-notes",
          "measuring-page-load-times",
          "how-it-works");

  private final String organizationId;
  private final String websiteId;
  private final List<Journey> journeys;
  private final List<WebPage> pages;
  private final List<WebForm> forms;

  Company(long seed) {
    Chance chance = new Chance(Chance.mix(seed, Integer.MAX_VALUE));
    organizationId = chance.guid().toString();
    websiteId = chance.guid().toString();
    journeys = IntStream.range(0, JOURNEYS).mapToObj(i -> journey(chance)).toList();
    pages = IntStream.range(0, PAGES).mapToObj(i -> page(chance, i)).toList();
    forms = IntStream.range(0, FORMS).mapToObj(i -> form(chance, i)).toList();
  }

  /** A journey: mails that go to the same people one after the other. */
  record Journey(String id, List<Mail> mails) {}

  /** A mail of a journey, and the links in it. */
  record Mail(String id, List<MailLink> links) {}

  /** A link in a mail, as designed and as sent. */
  record MailLink(String id, String friendlyName, String original, String url) {}

  /** A page of the site. */
  record WebPage(String id, String address) {}

  /** A form of the site. */
  record WebForm(String id, String name, WebPage page) {}

  String organizationId() {
    return organizationId;
  }

  String websiteId() {
    return websiteId;
  }

  /** A mail of a journey that runs at a moment, told as a share of the whole time from 0 to 1. */
  Sending anySending(double moment, Chance chance) {
    int newest = (int) (moment * JOURNEYS);
    Journey journey =
        journeys.get(Math.floorMod(newest - chance.below(JOURNEYS_AT_A_TIME), JOURNEYS));
    return new Sending(journey.id(), chance.oneOf(journey.mails()));
  }

  /** A mail of a journey. */
  record Sending(String journeyId, Mail mail) {}

  /** Any page, the first ones of the site more often than the rest. */
  WebPage anyPage(Chance chance) {
    double share = chance.share();
    return pages.get((int) (share * share * share * PAGES));
  }

  WebForm anyForm(Chance chance) {
    return chance.oneOf(forms);
  }

  private static Journey journey(Chance chance) {
    String id = chance.guid().toString();
    return new Journey(
        id, IntStream.range(0, MAILS_OF_A_JOURNEY).mapToObj(i -> mail(chance)).toList());
  }

  private static Mail mail(Chance chance) {
    String id = chance.guid().toString();
    return new Mail(id, IntStream.range(0, 4).mapToObj(i -> link(chance)).toList());
  }

  private static MailLink link(Chance chance) {
    String topic = chance.oneOf(TOPICS);
    String original = "https://www.example.com/" + chance.oneOf(SECTIONS) + "/" + topic;
    String campaign = "?utm_source=newsletter&utm_medium=email&utm_campaign=" + topic;
    return new MailLink(
        chance.guid().toString(), topic.replace('-', ' '), original, original + campaign);
  }

  private static WebPage page(Chance chance, int number) {
    String id = chance.guid().toString();
    if (number == 0) {
      return new WebPage(id, "https://www.example.com/");
    }
    return new WebPage(
        id,
        "https://www.example.com/%s/%s/%d"
            .formatted(chance.oneOf(SECTIONS), chance.oneOf(TOPICS), number));
  }

  private WebForm form(Chance chance, int number) {
    return new WebForm(chance.guid().toString(), "Form " + (number + 1), anyPage(chance));
  }
}
