package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ColumnNames;

/**
 * Rows of a group as NDJSON, exactly as they are stored: identity and version, then the fields in
 * the order of their names, every value a text. What is absent is left out. Not thread-safe.
 */
final class JsonLines {
  private static final byte[] ID = bytes("\",\"" + ColumnNames.INTERACTION_ID + "\":\"");
  private static final byte[] VERSION = bytes("\",\"" + ColumnNames.VERSION + "\":");
  private static final byte[] END = bytes("}");

  private final Utf8Buffer out;
  private final PerColumn keys;
  private final byte[] beforeTime;
  private final byte[] contact;

  JsonLines(Utf8Buffer out, RowGroup group, ColumnIndex columns) {
    this.out = out;
    this.keys = new PerColumn(columns, name -> ",\"" + Escaping.JSON.escape(name) + "\":\"");
    this.beforeTime =
        bytes(
            "{\"%s\":\"%s\",\"%s\":\""
                .formatted(
                    ColumnNames.INTERACTION_TYPE, group.type().value(), ColumnNames.TIMESTAMP));
    this.contact =
        bytes(
            "\",\"%s\":\"%s"
                .formatted(ColumnNames.CONTACT_ID, Escaping.JSON.escape(group.contact().value())));
  }

  /** Puts the line of a row, without its end. */
  void put(SpooledRow row) {
    out.put(beforeTime).put(row.time(), 0, row.timeLength()).put(contact).put(ID);
    out.put(row.bytes(), row.idStart(), row.idLength(), Escaping.JSON);
    out.put(VERSION).put(Long.toString(row.version()));
    for (int i = 0; i < row.count(); i++) {
      out.put(keys.of(row.column(i)));
      out.put(row.bytes(), row.start(i), row.length(i), Escaping.JSON).put('"');
    }
    out.put(END);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
