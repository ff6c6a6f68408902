package dev.touchstone.odata;

import java.io.IOException;

/** The fields of one row, by the slots in which they are written. */
interface SlotValues {
  /** Writes the field of a slot, with its key; nothing if the row has none. */
  void write(int slot) throws IOException;

  /** Writes the fields that have no slot, in the order of their names. */
  void writeOthers() throws IOException;
}
