package dev.touchstone.odata;

import dev.touchstone.interaction.Fields;
import java.io.IOException;
import java.util.Arrays;

/** Fields that are texts. Not thread-safe. */
final class TextValues implements SlotValues {
  private final JsonBuffer out;
  private final RowPlan plan;
  private final Escapes escapes;

  /** For each slot the index of the field to write there, or -1. */
  private final int[] fieldOfSlot;

  /** The indexes of fields that have no slot, in the order of their names. */
  private final int[] withoutSlot = new int[Fields.MAX_COUNT];

  private int countWithoutSlot;
  private Fields fields = Fields.EMPTY;

  TextValues(JsonBuffer out, RowPlan plan) {
    this.out = out;
    this.plan = plan;
    this.escapes = plan.escapes();
    this.fieldOfSlot = new int[plan.slots().length];
  }

  /** Finds out which field goes where. */
  SlotValues of(Fields row) {
    fields = row;
    Arrays.fill(fieldOfSlot, -1);
    countWithoutSlot = 0;
    for (int i = 0; i < row.size(); i++) {
      int slot = plan.slotOf(row.name(i));
      if (slot >= 0) {
        fieldOfSlot[slot] = i;
      } else {
        withoutSlot[countWithoutSlot++] = i;
      }
    }
    return this;
  }

  @Override
  public void write(int slot) throws IOException {
    int field = fieldOfSlot[slot];
    if (field < 0) {
      return;
    }
    String value = fields.value(field);
    RowPlan.Slot target = plan.slots()[slot];
    if (target.number() && JsonNumber.matches(value)) {
      out.put(target.key()).put(value, escapes);
    } else {
      out.put(target.open()).put(value, escapes).put(escapes.quote());
    }
  }

  @Override
  public void writeOthers() throws IOException {
    for (int i = 0; i < countWithoutSlot; i++) {
      int field = withoutSlot[i];
      out.put(plan.open(",", fields.name(field)));
      out.put(fields.value(field), escapes).put(escapes.quote());
    }
  }
}
