package dev.touchstone.config;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads files of interaction types: the one that comes with the program, {@code
 * interaction-types.json}, and a company's own of the same form.
 */
public final class CatalogueFile {
  private static final String STANDARD = "interaction-types.json";
  private static final Set<String> FILE_KEYS = Set.of("note", "fieldDescriptions", "types");
  private static final Set<String> TYPE_KEYS =
      Set.of(
          "name",
          "aliases",
          "documented",
          "category",
          "description",
          "inferred",
          "perContact",
          "exportEntity",
          "exportColumns");
  private static final Set<String> COLUMN_KEYS = Set.of("name", "dataType", "required");
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private CatalogueFile() {}

  /** The types that come with the program, which are read once. */
  public static TypeCatalogue standard() {
    return Standard.TYPES;
  }

  private static TypeCatalogue readStandard() {
    try (InputStream in = CatalogueFile.class.getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException(STANDARD + " is missing from the program");
      }
      return new TypeCatalogue(read(STANDARD, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The types that come with the program, and those of a file.
   *
   * @throws ConfigException if the file cannot be read, is not of the form, or names a type that is
   *     already there
   */
  public static TypeCatalogue standardWith(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return standard().with(read(file.toString(), in));
    } catch (IOException e) {
      throw new ConfigException("the file of types cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(file + ": " + e.getMessage(), e);
    }
  }

  private static List<InteractionType> read(String name, InputStream in) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      Map<?, ?> file = object(JsonTree.read(parser), "the file", FILE_KEYS);
      List<InteractionType> types = new ArrayList<>();
      for (Object type : list(file.get("types"), "types")) {
        types.add(type(object(type, "types[" + types.size() + "]", TYPE_KEYS)));
      }
      return types;
    } catch (JacksonException e) {
      throw new ConfigException(name + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name + ": " + e.getMessage(), e);
    }
  }

  private static InteractionType type(Map<?, ?> type) {
    TypeName name = new TypeName(text(type, "name"));
    List<Column> columns = new ArrayList<>();
    for (Object element : list(type.get("exportColumns"), name.value() + ".exportColumns")) {
      Map<?, ?> column =
          object(element, name.value() + ".exportColumns[" + columns.size() + "]", COLUMN_KEYS);
      columns.add(
          new Column(
              text(column, "name"),
              DataType.parse(text(column, "dataType")),
              Boolean.TRUE.equals(column.get("required"))));
    }
    return new InteractionType(
        name,
        list(type.get("aliases"), name.value() + ".aliases").stream().map(String::valueOf).toList(),
        Boolean.TRUE.equals(type.get("documented")),
        optionalText(type, "category"),
        optionalText(type, "description"),
        !Boolean.FALSE.equals(type.get("perContact")),
        optionalText(type, "exportEntity"),
        columns);
  }

  private static Map<?, ?> object(@Nullable Object value, String what, Set<String> keys) {
    if (!(value instanceof Map<?, ?> object)) {
      throw new IllegalArgumentException(what + " is not an object");
    }
    for (Object key : object.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        throw new IllegalArgumentException(
            "'%s' of %s is not known; known are %s"
                .formatted(key, what, keys.stream().sorted().toList()));
      }
    }
    return object;
  }

  private static List<?> list(@Nullable Object value, String what) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(what + " is not an array");
  }

  private static String text(Map<?, ?> object, String key) {
    String text = optionalText(object, key);
    if (text == null) {
      throw new IllegalArgumentException("'" + key + "' is missing in " + object.keySet());
    }
    return text;
  }

  private static @Nullable String optionalText(Map<?, ?> object, String key) {
    return object.get(key) instanceof String text ? text : null;
  }

  /** Apart, so that it is read when it is first asked for. */
  private static final class Standard {
    static final TypeCatalogue TYPES = readStandard();
  }
}
