package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.store.codec.EncodedFields;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one type as JSON objects, with a comma between them. Absent values are left out.
 * Not thread-safe.
 */
final class InteractionWriter {
  private static final byte[] COMMA = {','};
  private static final byte[] END = {'}'};

  private final JsonBuffer out;
  private final RowPlan plan;
  private final RowPlan.Slot[] slots;
  private final Escapes escapes;
  private final EncodedValues encoded;
  private final byte[] type;

  /** What stores give out that keep no bytes; made when it is needed. */
  private @Nullable TextValues texts;

  /** The contact of the row before, which is that of most rows. */
  private @Nullable ContactId contact;

  private byte[] contactValue = {};
  private boolean first = true;

  /**
   * @param spelling how rows name their type
   */
  InteractionWriter(JsonBuffer out, RowPlan plan, String spelling) {
    this.out = out;
    this.slots = plan.slots();
    this.escapes = plan.escapes();
    this.plan = plan;
    this.encoded = new EncodedValues(out, plan);
    this.type = escapes.escape(spelling).getBytes(UTF_8);
  }

  void write(Interaction row) throws IOException {
    if (!first) {
      out.put(COMMA);
    }
    first = false;
    writeAlone(row);
  }

  /** Writes a row without a comma before it. */
  void writeAlone(Interaction row) throws IOException {
    SlotValues values = values(row.fields());
    for (int i = 0; i < slots.length; i++) {
      RowPlan.Slot slot = slots[i];
      switch (slot.source()) {
        case FIELD -> values.write(i);
        case ID -> write(slot, row.id());
        case TYPE -> out.put(slot.open()).put(type).put(escapes.quote());
        case TIMESTAMP -> out.put(slot.open()).put(row.timestamp()).put(escapes.quote());
        case CONTACT -> out.put(slot.open()).put(valueOf(row.contact())).put(escapes.quote());
      }
    }
    values.writeOthers();
    out.put(END);
  }

  private SlotValues values(Fields fields) {
    if (fields.encoded() instanceof EncodedFields known) {
      return encoded.of(known);
    }
    TextValues made = texts;
    if (made == null) {
      made = new TextValues(out, plan);
      texts = made;
    }
    return made.of(fields);
  }

  private void write(RowPlan.Slot slot, InteractionId id) throws IOException {
    out.put(slot.open());
    UUID guid = id.guid();
    if (guid == null) {
      out.put(id.value(), escapes);
    } else {
      out.putPlainUpper(guid);
    }
    out.put(escapes.quote());
  }

  private byte[] valueOf(ContactId next) {
    if (!next.equals(contact)) {
      contact = next;
      contactValue = escapes.escape(next.value()).getBytes(UTF_8);
    }
    return contactValue;
  }
}
