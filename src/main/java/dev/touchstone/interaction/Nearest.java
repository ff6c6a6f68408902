package dev.touchstone.interaction;

import java.util.Collection;
import java.util.Locale;

/** Finds what a person who mistyped a word most likely meant. */
public final class Nearest {
  private static final int LONGEST_COMPARED = 200;

  private Nearest() {}

  /**
   * The candidate with the fewest edits (Levenshtein, letter case counting as nothing) from the
   * word; the first of several.
   *
   * @throws IllegalArgumentException if there is no candidate
   */
  public static String of(String word, Collection<String> candidates) {
    String compared = word.length() > LONGEST_COMPARED ? word.substring(0, LONGEST_COMPARED) : word;
    String nearest = "";
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(compared.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        nearest = candidate;
      }
    }
    if (fewest == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("no candidates");
    }
    return nearest;
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substituted, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
