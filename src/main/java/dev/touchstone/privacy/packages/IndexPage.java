package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.Timestamp;
import java.io.IOException;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page that a person opens first: what there is, what it means, and the newest of it. */
final class IndexPage {
  private final Manifest manifest;
  private final RowSpool rows;
  private final Map<RowGroup, String> names;
  private final Words words;
  private final TimelinePages timeline;
  private final long others;
  private final Utf8Buffer out = new Utf8Buffer();
  private final HtmlPage html = new HtmlPage(out);

  /**
   * @param manifest of which the files are not looked at
   * @param others how much is kept beside interactions
   * @param names the files of each group, without their extension
   */
  IndexPage(
      Manifest manifest,
      RowSpool rows,
      Map<RowGroup, String> names,
      Words words,
      TimelinePages timeline,
      long others) {
    this.manifest = manifest;
    this.rows = rows;
    this.names = names;
    this.words = words;
    this.timeline = timeline;
    this.others = others;
  }

  void write(ZipOutput.FileOutput file) throws IOException {
    html.begin("What is stored about you");
    html.heading(1, "What is stored about you");
    putSummary();
    putTypes();
    putOthers();
    putTimeline(file);
    putRetention();
    putWords();
    putFiles();
    html.end();
    out.drain(file);
  }

  private void putSummary() {
    out.put("<p>These are ").put("%,d".formatted(manifest.rows())).put(" entries");
    if (manifest.rows() > 0) {
      out.put(" from ").put(day(manifest.oldest())).put(" to ").put(day(manifest.newest()));
    }
    out.put(", as they were stored on ").put(minute(manifest.created())).put(" (UTC), of ");
    out.put(manifest.contacts().size() == 1 ? "the number " : "the numbers ");
    String separator = "";
    for (Manifest.Contact contact : manifest.contacts()) {
      out.put(separator).put("<code>").put(contact.id().value(), Escaping.HTML).put("</code>");
      separator = ", ";
    }
    out.put(", under which you are known.</p>\n");
    boolean open =
        manifest.range().from().equals(Timestamp.MIN)
            && manifest.range().to().equals(Timestamp.MAX);
    if (open) {
      html.paragraph("Nothing was left out: this is every entry of every kind.");
    } else {
      html.paragraph(
          "Only a part was asked for: entries from %s to %s. Of these nothing was left out."
              .formatted(moment(manifest.range().from()), moment(manifest.range().to())));
    }
    html.soft(
        "All times are in UTC. This page loads nothing and sends nothing; it can be printed.");
  }

  private void putTypes() {
    html.heading(2, "Kinds of entries");
    if (rows.groups().isEmpty()) {
      html.paragraph("There are no entries.");
      return;
    }
    html.tableHead("Kind", "#Entries", "First", "Last", "As a table", "As data");
    for (RowGroup group : rows.groups()) {
      Words.Word word = words.type(group.type());
      out.put("<tr>");
      html.cell(word.label(), word.explanation()).number(group.rows());
      html.whole(day(Timestamp.format(group.oldest())));
      html.whole(day(Timestamp.format(group.newest())));
      putLink(group, ".csv", "CSV");
      putLink(group, ".ndjson", "NDJSON");
      out.put('\n');
    }
    html.tableEnd();
  }

  private void putOthers() {
    if (others > 0) {
      html.heading(2, "What else is kept");
      html.paragraph(
          "Beside these entries: the addresses under which you are found, what you asked for, and"
              + " whether the use of your data is restricted. A line each, for programs and"
              + " people:");
      out.put("<p>");
      html.link(OtherData.PATH, OtherData.PATH);
      out.put("</p>\n");
    }
  }

  private void putLink(RowGroup group, String extension, String text) {
    out.put("<td>");
    html.link(names.get(group) + extension, text);
  }

  private void putTimeline(ZipOutput.FileOutput file) throws IOException {
    List<TimelinePages.Page> pages = timeline.pages();
    if (pages.isEmpty()) {
      return;
    }
    html.heading(2, "Timeline, the newest first");
    if (pages.size() > 1) {
      html.soft(
          "This page has the newest %,d entries. The others:".formatted(pages.getFirst().rows()));
      out.put("<nav>\n");
      for (TimelinePages.Page page : pages.subList(1, pages.size())) {
        html.link(page.path(), page.newest() + " to " + page.oldest());
      }
      out.put("</nav>\n");
    }
    out.put("<ol>\n");
    timeline.putFirst(file, out);
    out.put("</ol>\n");
    if (pages.size() > 1) {
      out.put("<nav>");
      html.link(pages.get(1).path(), "Older entries");
      out.put("</nav>\n");
    }
  }

  private void putRetention() {
    html.heading(2, "How long it is kept");
    if (manifest.retention().isEmpty()) {
      html.paragraph("No kind of entry is deleted after a time of its own accord.");
      return;
    }
    html.tableHead("Kind", "Kept for", "Older than this was deleted");
    for (Manifest.Kept kept : manifest.retention()) {
      out.put("<tr>");
      html.cell(words.type(kept.type()).label()).whole(period(Period.parse(kept.period())));
      html.whole(day(Timestamp.format(kept.notBefore())));
      out.put('\n');
    }
    html.tableEnd();
    html.soft("Other kinds are not deleted after a time of their own accord.");
  }

  private static String period(Period period) {
    StringBuilder text = new StringBuilder();
    append(text, period.getYears(), "year");
    append(text, period.getMonths(), "month");
    append(text, period.getDays(), "day");
    return text.toString();
  }

  private static void append(StringBuilder text, int count, String unit) {
    if (count > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(unit);
      text.append(count == 1 ? "" : "s");
    }
  }

  private void putWords() {
    TreeSet<String> used = new TreeSet<>();
    rows.groups().forEach(group -> used.addAll(group.columns()));
    if (used.isEmpty()) {
      return;
    }
    html.heading(2, "What the words mean");
    Map<String, String> byLabel = new TreeMap<>();
    used.forEach(name -> byLabel.put(words.field(name).label() + "\0" + name, name));
    html.tableHead("Word", "Meaning", "Name in the files");
    for (String name : byLabel.values()) {
      Words.Word word = words.field(name);
      out.put("<tr>");
      html.cell(word.label()).cell(word.explanation()).code(name);
      out.put('\n');
    }
    html.tableEnd();
  }

  private void putFiles() {
    html.heading(2, "The files, and how to check them");
    html.paragraph(
        "The tables (CSV) open in a spreadsheet; a text that a spreadsheet would run as a formula"
            + " has an apostrophe before it. The data (NDJSON) is exact, for programs.");
    html.paragraph(
        "manifest.json lists every file with its digest, and manifest.sig signs it. Who has the"
            + " public key can prove that nothing was added, removed or changed since:");
    out.put("<p><code>touchstone verify FILE --key PUBLIC-KEY</code></p>\n");
    out.put("<p class=soft>It was signed with the key <code>");
    out.put(manifest.signingKey(), Escaping.HTML).put("</code>.</p>\n");
  }

  private static String day(@Nullable String time) {
    return time == null ? "" : time.substring(0, 10);
  }

  private static String minute(Instant time) {
    return Timestamp.format(time).substring(0, 16).replace('T', ' ');
  }

  private static String moment(Instant time) {
    if (time.equals(Timestamp.MIN)) {
      return "the first";
    }
    return time.equals(Timestamp.MAX) ? "the last" : Timestamp.format(time);
  }
}
