package dev.touchstone.odata.metadata;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.TypeCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The properties of an interaction as an entity, and the columns they stand for. Immutable.
 *
 * <p>A column of the catalogue becomes a property of its name in lower case, as Dataverse names
 * them. A column that the catalogue does not know becomes a dynamic property of its own name; where
 * that is no OData identifier, or is taken, the offending characters are written {@code _xHHHH_}.
 */
public final class InteractionProperties {
  /** The key of an interaction: one text for contact, type, timestamp and id. */
  public static final String KEY = "interactionkey";

  public static final String CONTACT = "contactid";
  public static final String TYPE = "interactiontype";
  public static final String TIMESTAMP = "timestamp";
  public static final String ID = "interactionid";
  public static final String VERSION = "version";

  /** The properties that make an interaction's identity and version; never null. */
  public static final List<String> IDENTITY = List.of(KEY, CONTACT, TYPE, TIMESTAMP, ID, VERSION);

  /** Columns that {@link #IDENTITY} already says. */
  private static final List<String> IDENTITY_COLUMNS =
      List.of(
          ColumnNames.CONTACT_ID,
          ColumnNames.INTERACTION_TYPE,
          ColumnNames.TIMESTAMP,
          ColumnNames.INTERNAL_ID,
          ColumnNames.INTERACTION_ID,
          ColumnNames.VERSION);

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Declared properties beside the identity, by name. */
  private final Map<String, Column> declared = new TreeMap<>();

  /** The same, by column. */
  private final Map<String, String> byColumn = new HashMap<>();

  public InteractionProperties(TypeCatalogue catalogue) {
    catalogue.types().stream().flatMap(type -> type.columns().stream()).forEach(this::declare);
  }

  private void declare(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    if (IDENTITY_COLUMNS.contains(column.name())
        || IDENTITY.contains(name)
        || !IDENTIFIER.matcher(name).matches()) {
      return;
    }
    Column first = declared.putIfAbsent(name, column);
    if (first == null) {
      byColumn.put(column.name(), name);
    } else if (first.name().equals(column.name()) && first.dataType() != column.dataType()) {
      declared.put(name, new Column(column.name(), DataType.STRING));
    }
  }

  /** The names of the declared properties: those of the identity, then the others sorted. */
  public List<String> names() {
    List<String> names = new ArrayList<>(IDENTITY);
    names.addAll(declared.keySet());
    return names;
  }

  /** Whether a property of that exact name is declared. */
  public boolean isDeclared(String name) {
    return IDENTITY.contains(name) || declared.containsKey(name);
  }

  /** The name of the property that stands for a column. */
  public String propertyOf(String column) {
    String known = byColumn.get(column);
    return known != null ? known : dynamic(column);
  }

  /** The column of a declared property beside the identity; other names are their own column. */
  public String columnOf(String property) {
    Column known = declared.get(property);
    return known == null ? property : known.name();
  }

  /** The data type of a column's property; dynamic ones are texts. */
  public DataType dataType(String column) {
    String name = byColumn.get(column);
    Column known = name == null ? null : declared.get(name);
    return known == null ? DataType.STRING : known.dataType();
  }

  /** The data type of a declared property beside the identity. */
  DataType declaredType(String name) {
    Column column = declared.get(name);
    return column == null ? DataType.STRING : column.dataType();
  }

  private String dynamic(String column) {
    if (IDENTIFIER.matcher(column).matches() && !isDeclared(column) && !column.contains("_x")) {
      return column;
    }
    StringBuilder name = new StringBuilder(column.length() + 16);
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      boolean plain = isLetterOrDigit(c) && (i > 0 || (!isDeclared(column) && !isDigit(c)));
      if (plain || (c == '_' && !column.startsWith("_x", i))) {
        name.append(c);
      } else {
        name.append("_x").append("%04X".formatted((int) c)).append('_');
      }
    }
    return name.toString();
  }

  private static boolean isLetterOrDigit(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
