package dev.touchstone.interaction;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The known interaction types, found by any of their spellings. Immutable. */
public final class TypeCatalogue {
  private final List<InteractionType> types;
  private final Map<String, InteractionType> bySpelling = new HashMap<>();

  /**
   * @throws IllegalArgumentException if two types share a spelling
   */
  public TypeCatalogue(List<InteractionType> types) {
    this.types = List.copyOf(types);
    for (InteractionType type : this.types) {
      type.spellings().forEach(spelling -> claim(spelling, type));
    }
  }

  private void claim(String spelling, InteractionType type) {
    InteractionType other = bySpelling.putIfAbsent(spelling, type);
    if (other != null) {
      throw new IllegalArgumentException(
          "'%s' would mean two types: %s and %s"
              .formatted(spelling, other.name().value(), type.name().value()));
    }
  }

  /** A catalogue with these types and those of this one. */
  public TypeCatalogue with(List<InteractionType> more) {
    return new TypeCatalogue(Stream.concat(types.stream(), more.stream()).toList());
  }

  /** All types, in the catalogue's order. */
  public List<InteractionType> types() {
    return types;
  }

  /** The type of that name, alias or export entity; case-sensitive. */
  public Optional<InteractionType> find(String spelling) {
    return Optional.ofNullable(bySpelling.get(spelling));
  }

  /**
   * The canonical name of a spelling; a spelling that the catalogue does not know is its own
   * canonical name.
   */
  public TypeName canonicalName(String spelling) {
    InteractionType type = bySpelling.get(spelling);
    return type == null ? new TypeName(spelling) : type.name();
  }

  /**
   * The known spelling that looks most like the given one: what a person who mistyped it most
   * likely meant.
   */
  public String nearest(String spelling) {
    return Nearest.of(spelling, types.stream().flatMap(InteractionType::spellings).toList());
  }
}
