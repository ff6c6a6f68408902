package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.TypeCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of a group as CSV (RFC 4180) with the columns of the export, in its order, and those that
 * rows have beside them.
 *
 * <p>A text that a spreadsheet would run as a formula gets an apostrophe before it: what strangers
 * typed into a form must not act on the machine of who opens the file. So NDJSON is the exact form.
 * Not thread-safe.
 */
final class CsvTable {
  private static final List<String> ALWAYS =
      List.of(
          ColumnNames.INTERACTION_TYPE,
          ColumnNames.TIMESTAMP,
          ColumnNames.INTERNAL_ID,
          ColumnNames.VERSION,
          ColumnNames.CONTACT_ID);

  private static final byte[] LINE_END = {'\r', '\n'};

  private final Utf8Buffer out;
  private final List<String> names;

  /** Where each column of the index stands in a line. */
  private final int[] places;

  /** For each place the field to write there, or one of the negative numbers below. */
  private final int[] sources;

  private final int[] fixed;
  private final byte[] type;
  private final byte[] contact;

  private static final int ABSENT = -1;
  private static final int TYPE = -2;
  private static final int TIME = -3;
  private static final int ID = -4;
  private static final int VERSION = -5;
  private static final int CONTACT = -6;

  CsvTable(Utf8Buffer out, RowGroup group, ColumnIndex columns, TypeCatalogue catalogue) {
    this.out = out;
    Set<String> all = new LinkedHashSet<>();
    catalogue
        .find(group.type().value())
        .ifPresent(known -> known.columns().stream().map(Column::name).forEach(all::add));
    all.addAll(ALWAYS);
    all.addAll(group.columns());
    names = new ArrayList<>(all);
    places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = names.indexOf(columns.name(i));
    }
    fixed = names.stream().mapToInt(CsvTable::fixed).toArray();
    sources = new int[fixed.length];
    type = group.type().value().getBytes(UTF_8);
    contact = group.contact().value().getBytes(UTF_8);
  }

  private static int fixed(String name) {
    return switch (name) {
      case ColumnNames.INTERACTION_TYPE -> TYPE;
      case ColumnNames.TIMESTAMP -> TIME;
      case ColumnNames.INTERNAL_ID, ColumnNames.INTERACTION_ID -> ID;
      case ColumnNames.VERSION -> VERSION;
      case ColumnNames.CONTACT_ID -> CONTACT;
      default -> ABSENT;
    };
  }

  /** Puts the line with the names of the columns. */
  void putHeader() {
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      put(names.get(i).getBytes(UTF_8));
    }
    out.put(LINE_END);
  }

  void put(SpooledRow row) {
    System.arraycopy(fixed, 0, sources, 0, fixed.length);
    for (int i = 0; i < row.count(); i++) {
      sources[places[row.column(i)]] = i;
    }
    for (int i = 0; i < sources.length; i++) {
      if (i > 0) {
        out.put(',');
      }
      put(row, sources[i]);
    }
    out.put(LINE_END);
  }

  private void put(SpooledRow row, int source) {
    switch (source) {
      case ABSENT -> {}
      case TYPE -> put(type);
      case TIME -> out.put(row.time(), 0, row.timeLength());
      case ID -> put(row.bytes(), row.idStart(), row.idLength());
      case VERSION -> out.put(Long.toString(row.version()));
      case CONTACT -> put(contact);
      default -> put(row.bytes(), row.start(source), row.length(source));
    }
  }

  private void put(byte[] value) {
    put(value, 0, value.length);
  }

  private void put(byte[] bytes, int start, int length) {
    boolean formula = CsvValue.isFormula(bytes, start, length);
    if (!formula && CsvValue.isPlain(bytes, start, length)) {
      out.put(bytes, start, length);
      return;
    }
    out.put(formula ? "\"'" : "\"").put(bytes, start, length, Escaping.CSV).put('"');
  }
}
