package dev.touchstone.ingest;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be corrected of an interaction, by whom and why.
 *
 * @param type of the interaction; null if its id is enough to know it by
 * @param values by column; empty where a value is to be removed
 * @param by who corrects: the id of a key, an application or a user, or {@code command line}
 * @param reason a word that names nobody
 */
public record Correction(
    ContactId contact,
    InteractionId id,
    @Nullable TypeName type,
    Map<String, String> values,
    String by,
    String reason) {
  public Correction {
    values = Map.copyOf(values);
  }

  /** Without anything of the person. */
  @Override
  public String toString() {
    return "Correction[" + reason + "]";
  }
}
