package dev.touchstone.bench.load;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Something that happens to one person from a moment on, and the rows that it leaves.
 *
 * @param rows takes the rows, which need not come in the order of their time
 */
record Happening(
    Company company, Person person, Instant start, Chance chance, Consumer<Interaction> rows) {

  /**
   * Leaves a row.
   *
   * @param columns name, value, name, value, … in the order of the names; an empty value is absent
   */
  void leave(TypeName type, Instant when, String... columns) {
    String[] filled = new String[columns.length];
    int count = 0;
    for (int i = 0; i < columns.length; i += 2) {
      if (!columns[i + 1].isEmpty()) {
        filled[count++] = columns[i];
        filled[count++] = columns[i + 1];
      }
    }
    Fields fields = Fields.ofSorted(Arrays.copyOf(filled, count));
    InteractionId id = new InteractionId(chance.guid().toString());
    rows.accept(
        new Interaction(person.contact(), type, when, id, Interaction.DEFAULT_VERSION, fields));
  }

  /** A happening of the same person that this one leads to. */
  Happening at(Instant later) {
    return new Happening(company, person, later, chance, rows);
  }
}
