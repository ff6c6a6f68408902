package dev.touchstone.interaction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the fields of one interaction in any order. Names that come already sorted cost one
 * comparison each. Not thread-safe.
 */
public final class FieldsBuilder {
  private static final int FIRST_SIZE = 32;

  private String[] names = new String[FIRST_SIZE];
  private String[] values = new String[FIRST_SIZE];
  private int count;

  /** Forgets what was put. */
  public void clear() {
    count = 0;
  }

  /** How many names were put, those with empty values included. */
  public int size() {
    return count;
  }

  /**
   * Puts a name and its value.
   *
   * @param value null or empty where it is absent
   * @return false if the name was put before; then nothing changed
   */
  public boolean put(String name, @Nullable String value) {
    int at = placeOf(name);
    if (at < 0) {
      return false;
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
    }
    System.arraycopy(names, at, names, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    names[at] = name;
    values[at] = value == null ? "" : value;
    count++;
    return true;
  }

  /** Where the name belongs; -1 if it is there already. */
  private int placeOf(String name) {
    int low = 0;
    int high = count;
    int middle = count - 1;
    while (low < high) {
      int order = Text.compareUtf8(names[middle], name);
      if (order == 0) {
        return -1;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle;
      middle = (low + high) >>> 1;
    }
    return low;
  }

  /**
   * The fields that were put and have a value.
   *
   * @throws InvalidValueException if a name is empty, too long or reserved, or a limit of {@link
   *     Fields} is met
   */
  public Fields build() {
    String[] texts = new String[2 * count];
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (!values[i].isEmpty()) {
        texts[next++] = names[i];
        texts[next++] = values[i];
      }
    }
    return Fields.ofChecked(next == texts.length ? texts : Arrays.copyOf(texts, next));
  }
}
