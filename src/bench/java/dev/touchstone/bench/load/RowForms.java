package dev.touchstone.bench.load;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A row as a line of NDJSON and as a record of the export. All methods are pure. */
public final class RowForms {
  private RowForms() {}

  /** The row as a sender writes it, with its line end. */
  public static void appendJson(StringBuilder out, Interaction row) {
    out.append('{');
    appendMember(out, ColumnNames.INTERACTION_TYPE, row.type().value());
    out.append(',');
    appendMember(out, ColumnNames.TIMESTAMP, Timestamp.format(row.timestamp()));
    out.append(',');
    appendMember(out, ColumnNames.INTERACTION_ID, row.id().value());
    out.append(',');
    appendMember(out, ColumnNames.CONTACT_ID, row.contact().value());
    for (int i = 0; i < row.fields().size(); i++) {
      out.append(',');
      appendMember(out, row.fields().name(i), row.fields().value(i));
    }
    out.append("}\n");
  }

  /** What a row has beside its identity, as one JSON object. */
  public static void appendFields(StringBuilder out, Fields fields) {
    out.append('{');
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      appendMember(out, fields.name(i), fields.value(i));
    }
    out.append('}');
  }

  private static void appendMember(StringBuilder out, String name, String value) {
    out.append('"').append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** The header of a blob of the export, with its line end. */
  static String header(InteractionType type) {
    StringBuilder out = new StringBuilder();
    for (Column column : type.columns()) {
      out.append(out.isEmpty() ? "\"" : ",\"").append(column.name()).append('"');
    }
    return out.append('\n').toString();
  }

  /**
   * The row as a record of the export, every value in quotes, with its line end.
   *
   * @param american whether its moment is written as {@code 3/16/2020 6:58:06 PM +00:00}; the
   *     export has both
   */
  static void appendCsv(
      StringBuilder out, Interaction row, InteractionType type, boolean american) {
    String before = "\"";
    for (Column column : type.columns()) {
      out.append(before);
      before = ",\"";
      String value = csvValue(row, column.name(), american);
      out.append(value.indexOf('"') < 0 ? value : value.replace("\"", "\"\"")).append('"');
    }
    out.append('\n');
  }

  /** Rows as the records of a blob, without its header; each has the columns of its own type. */
  public static String csv(List<Interaction> rows, TypeCatalogue catalogue) {
    StringBuilder out = new StringBuilder();
    for (Interaction row : rows) {
      appendCsv(out, row, catalogue.find(row.type().value()).orElseThrow(), false);
    }
    return out.toString();
  }

  private static String csvValue(Interaction row, String column, boolean american) {
    return switch (column) {
      case ColumnNames.INTERACTION_TYPE -> row.type().value();
      case ColumnNames.TIMESTAMP ->
          american ? american(row.timestamp()) : Timestamp.format(row.timestamp());
      case ColumnNames.INTERNAL_ID -> row.id().value();
      case ColumnNames.VERSION -> Long.toString(row.version());
      case ColumnNames.CONTACT_ID -> row.contact().value();
      default -> {
        String value = row.fields().get(column);
        yield value == null ? "" : value;
      }
    };
  }

  private static String american(Instant moment) {
    LocalDateTime at = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(27);
    out.append(at.getMonthValue()).append('/').append(at.getDayOfMonth()).append('/');
    out.append(at.getYear()).append(' ').append((at.getHour() + 11) % 12 + 1);
    appendTwoDigits(out.append(':'), at.getMinute());
    appendTwoDigits(out.append(':'), at.getSecond());
    return out.append(at.getHour() < 12 ? " AM +00:00" : " PM +00:00").toString();
  }

  private static void appendTwoDigits(StringBuilder out, int number) {
    out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
