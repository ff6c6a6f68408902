package dev.touchstone.bench.postgres;

import static java.util.stream.Collectors.joining;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The way from the export's own files into a table such as {@link PostgresTable}'s: COPY into a
 * table of a type's columns, then one INSERT that makes of them what the table holds: the rows that
 * come from lines made beforehand.
 */
public final class PostgresExport {
  private static final Set<String> KEYS =
      Set.of(
          ColumnNames.INTERACTION_TYPE,
          ColumnNames.TIMESTAMP,
          ColumnNames.INTERNAL_ID,
          ColumnNames.VERSION,
          ColumnNames.CONTACT_ID);

  private PostgresExport() {}

  /** Makes the table, empty; {@link PostgresTable} has one already. */
  public static void create(Connection connection) throws SQLException {
    drop(connection);
    PostgresTable.execute(connection, PostgresTable.definition("interaction_of_export"));
  }

  public static void drop(Connection connection) throws SQLException {
    PostgresTable.execute(connection, "DROP TABLE IF EXISTS interaction_of_export");
  }

  /**
   * Fills it.
   *
   * @param container a folder that the server can read
   */
  public static void load(Connection connection, Path container) throws SQLException, IOException {
    TypeCatalogue catalogue = CatalogueFile.standard();
    for (Path folder : children(container.resolve("csv"))) {
      InteractionType type = catalogue.find(folder.getFileName().toString()).orElseThrow();
      PostgresTable.execute(connection, staging(type));
      for (Path blob : children(folder)) {
        PostgresTable.execute(connection, copy(type, blob));
      }
      PostgresTable.execute(connection, insert(type));
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }

  private static String staging(InteractionType type) {
    return "DROP TABLE IF EXISTS staging; CREATE TEMPORARY TABLE staging (%s)"
        .formatted(list(type.columns().stream(), column -> quoted(column) + " text"));
  }

  /** Every value of the export is in quotes, the empty ones too. */
  private static String copy(InteractionType type, Path blob) {
    return "COPY staging FROM '%s' WITH (FORMAT csv, HEADER, FORCE_NULL (%s))"
        .formatted(
            blob.toString().replace("'", "''"),
            list(type.columns().stream(), PostgresExport::quoted));
  }

  private static String insert(InteractionType type) {
    Stream<Column> rest =
        type.columns().stream()
            .filter(column -> !KEYS.contains(column.name()))
            .sorted(Comparator.comparing(Column::name));
    return """
    INSERT INTO interaction_of_export
    SELECT "ContactId"::uuid, '%s', "Timestamp"::timestamptz, "InternalMarketingInteractionId"::uuid, "Version"::bigint,
      json_strip_nulls(row_to_json((SELECT rest FROM (SELECT %s) rest)))::text
    FROM staging;
    DROP TABLE staging
    """
        .formatted(type.name().value(), list(rest, PostgresExport::quoted));
  }

  private static String list(Stream<Column> columns, Function<Column, String> form) {
    return columns.map(form).collect(joining(", "));
  }

  private static String quoted(Column column) {
    return '"' + column.name() + '"';
  }
}
