package dev.touchstone.interaction;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One type of the catalogue.
 *
 * @param name the canonical name, under which rows are stored
 * @param aliases other spellings that mean this type
 * @param documented whether the action's documentation lists the type
 * @param category a word that groups types for people; null where none is known
 * @param description a sentence for people; null where none is known
 * @param perContact whether rows of the type belong to a contact
 * @param exportEntity the entity and folder of the Blob export; null where the export has none
 * @param columns the columns of the export in their order; empty where the export has none
 */
public record InteractionType(
    TypeName name,
    List<String> aliases,
    boolean documented,
    @Nullable String category,
    @Nullable String description,
    boolean perContact,
    @Nullable String exportEntity,
    List<Column> columns) {
  public InteractionType {
    aliases = List.copyOf(aliases);
    columns = List.copyOf(columns);
  }

  /** Every text that means this type: its name, its aliases and its export entity. */
  public Stream<String> spellings() {
    Stream<String> named = Stream.concat(Stream.of(name.value()), aliases.stream());
    return (exportEntity == null ? named : Stream.concat(named, Stream.of(exportEntity)))
        .distinct();
  }
}
