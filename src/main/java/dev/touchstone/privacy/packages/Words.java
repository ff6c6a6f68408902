package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types and fields in words for the person whom a package is about. A name that nobody wrote words
 * for is taken apart; a company's own type is explained as its catalogue does.
 */
final class Words {
  private static final String FILE = "words.txt";
  private static final Pattern WORD_BREAK =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_.-]+");

  private final Map<String, Word> types = new HashMap<>();
  private final Map<String, Word> fields = new HashMap<>();

  /**
   * A name in words.
   *
   * @param label a few words
   * @param explanation a sentence; empty where the label says it all, or nobody knows
   */
  record Word(String label, String explanation) {}

  private Words() {}

  /** The words that come with the program, and those of a catalogue. */
  static Words of(TypeCatalogue catalogue) {
    Words words = new Words();
    standard().lines().filter(line -> !line.startsWith("#")).forEach(words::read);
    for (InteractionType type : catalogue.types()) {
      String name = type.name().value();
      words.types.putIfAbsent(name, new Word(taken(name), text(type.description())));
    }
    return words;
  }

  private static String text(@Nullable String description) {
    return description == null ? "" : description;
  }

  private static String standard() {
    try (InputStream in = Words.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the program");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(String line) {
    String[] parts = line.split("\\|", -1);
    (parts[0].equals("type") ? types : fields).put(parts[1], new Word(parts[2], parts[3]));
  }

  Word type(TypeName type) {
    Word word = types.get(type.value());
    return word == null ? new Word(taken(type.value()), "") : word;
  }

  Word field(String name) {
    Word word = fields.get(name);
    return word == null ? new Word(taken(name), "") : word;
  }

  /** {@code NextBestOffer} becomes Next best offer. */
  private static String taken(String name) {
    String spaced = WORD_BREAK.matcher(name).replaceAll(" ").strip();
    if (spaced.isEmpty()) {
      return name;
    }
    int first = spaced.offsetByCodePoints(0, 1);
    return spaced.substring(0, first).toUpperCase(Locale.ROOT)
        + spaced.substring(first).toLowerCase(Locale.ROOT);
  }
}
