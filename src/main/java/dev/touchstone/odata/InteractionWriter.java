package dev.touchstone.odata;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes rows of one type as JSON objects, with a comma between them. Absent values are left out.
 * Not thread-safe.
 */
final class InteractionWriter {
  private static final byte[] COMMA = {','};
  private static final byte[] END = {'}'};

  private final JsonBuffer out;
  private final RowPlan plan;
  private final Escapes escapes;
  private final String spelling;

  /** For each slot the index of the field to write there, or -1. */
  private final int[] fieldOfSlot;

  /** The indexes of fields that have no slot, in the order of their names. */
  private final int[] withoutSlot = new int[Fields.MAX_COUNT];

  private int countWithoutSlot;
  private boolean first = true;

  /**
   * @param spelling how rows name their type
   */
  InteractionWriter(JsonBuffer out, RowPlan plan, String spelling) {
    this.out = out;
    this.plan = plan;
    this.escapes = plan.escapes();
    this.spelling = spelling;
    this.fieldOfSlot = new int[plan.slots().size()];
  }

  void write(Interaction row) throws IOException {
    Fields fields = row.fields();
    assign(fields);
    if (!first) {
      out.put(COMMA);
    }
    first = false;
    for (int slot = 0; slot < fieldOfSlot.length; slot++) {
      write(row, slot);
    }
    for (int i = 0; i < countWithoutSlot; i++) {
      int field = withoutSlot[i];
      out.put(plan.key(",", fields.name(field)));
      string(fields.value(field));
    }
    out.put(END);
  }

  private void write(Interaction row, int index) throws IOException {
    RowPlan.Slot slot = plan.slots().get(index);
    switch (slot.source()) {
      case ID -> string(slot, row.id().value());
      case TYPE -> string(slot, spelling);
      case TIMESTAMP -> string(slot, Timestamp.format(row.timestamp()));
      case CONTACT -> string(slot, row.contact().value());
      case FIELD -> {
        int field = fieldOfSlot[index];
        if (field >= 0) {
          value(slot, row.fields().value(field));
        }
      }
    }
  }

  private void value(RowPlan.Slot slot, String value) throws IOException {
    if (slot.number() && JsonNumber.matches(value)) {
      out.put(slot.key()).put(value, escapes);
    } else {
      string(slot, value);
    }
  }

  private void string(RowPlan.Slot slot, String value) throws IOException {
    out.put(slot.key());
    string(value);
  }

  private void string(String value) throws IOException {
    out.put(escapes.quote()).put(value, escapes).put(escapes.quote());
  }

  /** Finds out which field goes where. */
  private void assign(Fields fields) {
    Arrays.fill(fieldOfSlot, -1);
    countWithoutSlot = 0;
    for (int i = 0; i < fields.size(); i++) {
      int slot = plan.slotOf(fields.name(i));
      if (slot >= 0) {
        fieldOfSlot[slot] = i;
      } else {
        withoutSlot[countWithoutSlot++] = i;
      }
    }
  }
}
