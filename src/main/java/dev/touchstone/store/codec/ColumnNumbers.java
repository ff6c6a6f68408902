package dev.touchstone.store.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of the well-known columns in row format 1: the lines of {@code columns-1.txt},
 * counted from 1. That file must never change, or stored rows would be read wrongly; new columns
 * are written by name, or get numbers in a new format.
 */
final class ColumnNumbers {
  private static final List<String> NAMES = load();
  private static final Map<String, Integer> NUMBERS = numbers();

  /** How many there are. */
  static final int COUNT = NAMES.size();

  private ColumnNumbers() {}

  /** The column's number, or 0 if it has none. */
  static int numberOf(String name) {
    return NUMBERS.getOrDefault(name, 0);
  }

  /**
   * The number itself, if a column has it or it is 0.
   *
   * @throws StoreException.Damaged otherwise
   */
  static int check(long number) {
    if (number < 0 || number > NAMES.size()) {
      throw ByteReader.damaged("column number " + number + ", known are 1 to " + NAMES.size());
    }
    return (int) number;
  }

  static String nameOf(int number) {
    return NAMES.get(number - 1);
  }

  private static List<String> load() {
    try (InputStream in = ColumnNumbers.class.getResourceAsStream("columns-1.txt")) {
      if (in == null) {
        throw new IllegalStateException("columns-1.txt is missing from the program");
      }
      return new String(in.readAllBytes(), UTF_8).lines().map(String::intern).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < NAMES.size(); i++) {
      numbers.put(NAMES.get(i), i + 1);
    }
    return numbers;
  }
}
