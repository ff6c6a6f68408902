package dev.touchstone.odata;

import dev.touchstone.store.codec.EncodedFields;
import dev.touchstone.store.codec.FieldCursor;
import dev.touchstone.store.codec.ValueKind;
import java.io.IOException;
import java.util.Arrays;

/**
 * Fields as a store keeps them, which are written without being made into texts. Not thread-safe.
 */
final class EncodedValues implements SlotValues {
  private final JsonBuffer out;
  private final RowPlan plan;
  private final Escapes escapes;
  private final FieldCursor cursor = new FieldCursor();
  private EncodedFields fields;

  /** For each slot where its value begins; -1 for none. */
  private final int[] places;

  private final int[] lengths;
  private final ValueKind[] kinds;
  private boolean hasOthers;

  EncodedValues(JsonBuffer out, RowPlan plan) {
    this.out = out;
    this.plan = plan;
    this.escapes = plan.escapes();
    this.fields = EncodedFields.NONE;
    int slots = plan.slots().length;
    this.places = new int[slots];
    this.lengths = new int[slots];
    this.kinds = new ValueKind[slots];
  }

  /** Finds out which field goes where. */
  SlotValues of(EncodedFields row) {
    fields = row;
    hasOthers = false;
    Arrays.fill(places, -1);
    cursor.begin(row);
    while (cursor.next()) {
      int slot = slotOf(cursor);
      if (slot >= 0) {
        places[slot] = cursor.at();
        lengths[slot] = cursor.length();
        kinds[slot] = cursor.kind();
      } else {
        hasOthers = true;
      }
    }
    return this;
  }

  private int slotOf(FieldCursor field) {
    return field.column() == FieldCursor.NAMED
        ? plan.slotOf(field.name())
        : plan.slotOf(field.column());
  }

  @Override
  public void write(int slot) throws IOException {
    int at = places[slot];
    if (at < 0) {
      return;
    }
    RowPlan.Slot target = plan.slots()[slot];
    if (target.number() && isNumber(slot)) {
      put(out.put(target.key()), kinds[slot], at, lengths[slot]);
    } else {
      put(out.put(target.open()), kinds[slot], at, lengths[slot]).put(escapes.quote());
    }
  }

  private boolean isNumber(int slot) {
    return kinds[slot] == ValueKind.NUMBER
        || JsonNumber.matches(
            FieldCursor.text(cursor.bytes(), kinds[slot], places[slot], lengths[slot]));
  }

  private JsonBuffer put(JsonBuffer to, ValueKind kind, int at, int length) throws IOException {
    byte[] row = cursor.bytes();
    return switch (kind) {
      case TEXT -> to.put(row, at, length, escapes);
      case GUID -> to.putGuid(row, at);
      case NUMBER -> to.putNumber(FieldCursor.number(row, at));
      case HEX_LOWER -> to.putHex(row, at, length, false);
      case HEX_UPPER -> to.putHex(row, at, length, true);
    };
  }

  @Override
  public void writeOthers() throws IOException {
    if (!hasOthers) {
      return;
    }
    cursor.begin(fields);
    while (cursor.next()) {
      if (slotOf(cursor) < 0) {
        out.put(plan.open(",", cursor.name()));
        put(out, cursor.kind(), cursor.at(), cursor.length()).put(escapes.quote());
      }
    }
  }
}
