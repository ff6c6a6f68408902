package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;

/**
 * The rows of one contact and type in a spool, newest first.
 *
 * @param number which of the groups it is, 0 being the first
 * @param start where they begin in the spool
 * @param end where they end
 * @param rows how many they are, 1 or more
 * @param newest the time of the first of them
 * @param oldest the time of the last
 * @param columns every column of which a row has a value, sorted
 */
record RowGroup(
    int number,
    ContactId contact,
    TypeName type,
    long start,
    long end,
    long rows,
    Instant newest,
    Instant oldest,
    List<String> columns) {
  RowGroup {
    columns = List.copyOf(columns);
  }

  /** No contact: it is personal data. */
  @Override
  public String toString() {
    return "RowGroup[" + type.value() + ", " + rows + " rows]";
  }
}
