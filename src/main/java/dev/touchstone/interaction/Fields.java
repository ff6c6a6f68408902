package dev.touchstone.interaction;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an interaction beside those that make its identity: column name to text, in the
 * order of the names' UTF-8 bytes. Immutable.
 *
 * <p>An empty text and an absent one are the same: a CSV cannot tell them apart, so neither does
 * this. All values are text, exactly as they came; what is a number is known from the catalogue.
 */
public final class Fields {
  public static final int MAX_NAME_BYTES = 128;
  public static final int MAX_COUNT = 500;

  /** The most UTF-8 bytes that the names and values of one interaction may have together. */
  public static final int MAX_BYTES = 1 << 20;

  public static final Fields EMPTY = new Fields(new String[0]);

  /** Name, value, name, value, …; null until somebody asks. */
  private volatile String @Nullable [] texts;

  private final @Nullable Encoded encoded;

  /** Fields in a form of a store's own, which become texts when somebody asks. Immutable. */
  @FunctionalInterface
  public interface Encoded {
    /**
     * Name, value, name, value, … sorted by name, without empty values and within the limits; a new
     * array.
     */
    String[] decode();
  }

  private Fields(String[] texts) {
    this.texts = texts;
    this.encoded = null;
  }

  private Fields(Encoded encoded) {
    this.encoded = encoded;
  }

  /** The fields that a store keeps in a form of its own. */
  public static Fields of(Encoded encoded) {
    return new Fields(encoded);
  }

  /** The form in which a store keeps them; null where there is none. */
  public @Nullable Encoded encoded() {
    return encoded;
  }

  private String[] texts() {
    String[] known = texts;
    if (known == null) {
      known = Objects.requireNonNull(encoded).decode();
      texts = known;
    }
    return known;
  }

  /**
   * Takes the non-empty values of the map.
   *
   * @throws InvalidValueException if a name is empty, too long or reserved, or a limit of this
   *     class is met
   */
  public static Fields of(Map<String, String> values) {
    TreeMap<String, String> sorted = new TreeMap<>(Text::compareUtf8);
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            sorted.put(name, value);
          }
        });
    String[] texts = new String[sorted.size() * 2];
    int next = 0;
    for (Map.Entry<String, String> field : sorted.entrySet()) {
      texts[next++] = field.getKey();
      texts[next++] = field.getValue();
    }
    return new Fields(check(texts));
  }

  /**
   * Takes name, value, name, value, … sorted by name and without empty values.
   *
   * @throws InvalidValueException as {@link #of} does
   */
  static Fields ofChecked(String[] namesAndValues) {
    return new Fields(check(namesAndValues));
  }

  /**
   * Takes name, value, name, value, … already sorted by name, without empty values and within the
   * limits; for a store that reads back what it once accepted. The array is not copied.
   */
  public static Fields ofSorted(String[] namesAndValues) {
    return new Fields(namesAndValues);
  }

  private static String[] check(String[] texts) {
    if (texts.length / 2 > MAX_COUNT) {
      throw new InvalidValueException(
          "%,d fields".formatted(texts.length / 2),
          "at most %,d fields in one interaction".formatted(MAX_COUNT));
    }
    long bytes = 0;
    for (int i = 0; i < texts.length; i += 2) {
      Text.check(texts[i], MAX_NAME_BYTES, "a column name");
      if (ColumnNames.IDENTITY.contains(texts[i])) {
        throw new InvalidValueException(texts[i], "a column name that is not part of the identity");
      }
      bytes += Text.utf8Length(texts[i]) + Text.utf8Length(texts[i + 1]);
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidValueException(
          "%,d bytes".formatted(bytes),
          "at most %,d bytes of fields in one interaction".formatted(MAX_BYTES));
    }
    return texts;
  }

  public int size() {
    return texts().length / 2;
  }

  /** The name of the field at {@code index}, 0 being the first by name. */
  public String name(int index) {
    return texts()[2 * index];
  }

  /** The value of the field at {@code index}; never empty. */
  public String value(int index) {
    return texts()[2 * index + 1];
  }

  /** The value of the named field, or null where it is absent. */
  public @Nullable String get(String name) {
    String[] all = texts();
    for (int i = 0; i < all.length; i += 2) {
      if (all[i].equals(name)) {
        return all[i + 1];
      }
    }
    return null;
  }

  /** A new map, sorted as the fields are. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    String[] all = texts();
    for (int i = 0; i < all.length; i += 2) {
      map.put(all[i], all[i + 1]);
    }
    return map;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fields fields && Arrays.equals(texts(), fields.texts());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(texts());
  }

  /** Names only: values are personal data and must not reach a log by accident. */
  @Override
  public String toString() {
    return "Fields" + toMap().keySet();
  }
}
