package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Rows as entries of a timeline, in words. Not thread-safe. */
final class HtmlRow {
  /** Of a longer value the page shows the beginning; the files of rows have it whole. */
  static final int MAX_SHOWN = 2_000;

  private static final int DAY = "2020-03-16".length();
  private static final int CLOCK = "18:58:06".length();
  private static final byte[] BEFORE_TIME = bytes("<li><time>");
  private static final byte[] AFTER_TIME = bytes("</time><b>");
  private static final byte[] BEFORE_FIELDS = bytes("</b><dl>");
  private static final byte[] BEFORE_IDS = bytes("</dl><dl class=i>");
  private static final byte[] ENTRY = bytes("<dt>Number of this entry<dd>");

  private static final byte[] END = bytes("</dl>\n");

  private final Utf8Buffer out;
  private final ColumnIndex columns;
  private final PerColumn labels;
  private final boolean[] isId;
  private final byte[][] types;
  private final byte[][] contacts;

  HtmlRow(Utf8Buffer out, RowSpool rows, Words words, boolean severalContacts) {
    this.out = out;
    this.columns = rows.columns();
    this.labels =
        new PerColumn(
            columns, name -> "<dt>" + Escaping.HTML.escape(words.field(name).label()) + "<dd>");
    this.isId = new boolean[columns.size()];
    for (int i = 0; i < isId.length; i++) {
      isId[i] = columns.name(i).endsWith("Id");
    }
    this.types =
        rows.groups().stream()
            .map(group -> bytes(Escaping.HTML.escape(words.type(group.type()).label())))
            .toArray(byte[][]::new);
    this.contacts =
        rows.groups().stream()
            .map(
                group ->
                    bytes(
                        severalContacts
                            ? "<dt>Your number<dd>" + Escaping.HTML.escape(group.contact().value())
                            : ""))
            .toArray(byte[][]::new);
  }

  /** How much of a page a row takes, about. */
  static int weight(SpooledRow row) {
    int weight = 100;
    for (int i = 0; i < row.count(); i++) {
      weight += 50 + Math.min(MAX_SHOWN, row.length(i));
    }
    return weight;
  }

  void put(Timeline.Entry entry) {
    SpooledRow row = entry.row();
    byte[] time = row.time();
    out.put(BEFORE_TIME).put(time, 0, DAY).put(' ').put(time, DAY + 1, CLOCK).put(AFTER_TIME);
    out.put(types[entry.group().number()]).put(BEFORE_FIELDS);
    putFields(row, false);
    out.put(BEFORE_IDS);
    putFields(row, true);
    out.put(contacts[entry.group().number()]);
    out.put(ENTRY).put(row.bytes(), row.idStart(), row.idLength(), Escaping.HTML).put(END);
  }

  private void putFields(SpooledRow row, boolean ids) {
    for (int i = 0; i < row.count(); i++) {
      int column = row.column(i);
      if (isId[column] == ids) {
        out.put(labels.of(column));
        putValue(row.bytes(), row.start(i), row.length(i));
      }
    }
  }

  private void putValue(byte[] value, int start, int length) {
    if (length <= MAX_SHOWN) {
      out.put(value, start, length, Escaping.HTML);
      return;
    }
    int shown = MAX_SHOWN;
    while (shown > 0 && (value[start + shown] & 0xC0) == 0x80) {
      shown--;
    }
    out.put(value, start, shown, Escaping.HTML);
    out.put("<i> … and %,d bytes more, in the files of rows</i>".formatted(length - shown));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
