package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timeline in pages, of which {@code index.html} has the first and files of their own the
 * others: so no page is too long for a browser, however many rows there are.
 */
final class TimelinePages {
  private static final int MIN_ROWS = 1_000;

  /** There are about as many pages at most; of a larger package they are longer. */
  private static final int MAX_PAGES = 1_000;

  private static final int MAX_WEIGHT = 32 << 20;
  private static final int DAY = 10;

  private final RowSpool rows;
  private final Words words;
  private final boolean severalContacts;
  private final Utf8Buffer buffer = new Utf8Buffer();
  private final long pageRows;
  private final List<Page> pages = new ArrayList<>();

  /**
   * A page.
   *
   * @param newest the day of its first row
   * @param oldest the day of its last
   */
  record Page(String path, long rows, String newest, String oldest) {}

  TimelinePages(RowSpool rows, Words words, boolean severalContacts) {
    this.rows = rows;
    this.words = words;
    this.severalContacts = severalContacts;
    this.pageRows = Math.max(MIN_ROWS, rows.rows() / MAX_PAGES);
  }

  /** The pages, the first being the one of the index; none where there are no rows. */
  List<Page> pages() {
    return List.copyOf(pages);
  }

  /** Writes all pages but the first, of which it only finds the end. */
  void write(ZipOutput zip) throws IOException {
    Timeline timeline = new Timeline(rows);
    Timeline.@Nullable Entry next = timeline.next();
    if (next != null) {
      next = read(timeline, next, "index.html", entry -> {});
    }
    while (next != null) {
      int number = pages.size() + 1;
      try (ZipOutput.FileOutput file = zip.file(path(number))) {
        next = write(timeline, next, number, file);
      }
    }
  }

  /** Puts the rows of the first page. */
  void putFirst(ZipOutput.FileOutput file, Utf8Buffer out) throws IOException {
    HtmlRow html = html(out);
    Timeline timeline = new Timeline(rows);
    for (long left = pages.isEmpty() ? 0 : pages.getFirst().rows(); left > 0; left--) {
      Timeline.Entry entry = timeline.next();
      if (entry != null) {
        html.put(entry);
      }
      out.drainIfFull(file);
    }
  }

  private HtmlRow html(Utf8Buffer out) {
    return new HtmlRow(out, rows, words, severalContacts);
  }

  private static String path(int number) {
    return number == 1 ? "index.html" : "timeline-%04d.html".formatted(number);
  }

  @FunctionalInterface
  private interface EntryWriter {
    void put(Timeline.Entry entry) throws IOException;
  }

  /** Writes a page; returns the first entry behind it. */
  private Timeline.@Nullable Entry write(
      Timeline timeline, Timeline.Entry first, int number, ZipOutput.FileOutput file)
      throws IOException {
    HtmlPage page = new HtmlPage(buffer);
    page.begin("Timeline, page %,d".formatted(number));
    page.heading(1, "Timeline, page %,d".formatted(number));
    buffer.put("<nav>");
    page.link("index.html", "Overview");
    page.link(path(number - 1), "Newer entries");
    buffer.put("</nav>\n<ol>\n");
    HtmlRow html = html(buffer);
    Timeline.@Nullable Entry next =
        read(
            timeline,
            first,
            path(number),
            entry -> {
              html.put(entry);
              buffer.drainIfFull(file);
            });
    buffer.put("</ol>\n<nav>");
    if (next != null) {
      page.link(path(number + 1), "Older entries");
    }
    buffer.put("</nav>\n");
    page.end();
    buffer.drain(file);
    return next;
  }

  /** Goes through the entries of a page; returns the first behind it. */
  private Timeline.@Nullable Entry read(
      Timeline timeline, Timeline.Entry first, String path, EntryWriter writer) throws IOException {
    String newest = day(first.row());
    String oldest = newest;
    long count = 0;
    long weight = 0;
    Timeline.@Nullable Entry entry = first;
    while (entry != null && count < pageRows && weight < MAX_WEIGHT) {
      writer.put(entry);
      count++;
      weight += HtmlRow.weight(entry.row());
      if (count == pageRows || weight >= MAX_WEIGHT || count == rows.rows()) {
        oldest = day(entry.row());
      }
      entry = timeline.next();
    }
    pages.add(new Page(path, count, newest, oldest));
    return entry;
  }

  private static String day(SpooledRow row) {
    return new String(row.time(), 0, DAY, US_ASCII);
  }
}
