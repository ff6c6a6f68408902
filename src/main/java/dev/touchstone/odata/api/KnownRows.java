package dev.touchstone.odata.api;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.metadata.Metadata;
import dev.touchstone.odata.metadata.Names;
import dev.touchstone.odata.query.FixedRow;
import dev.touchstone.odata.query.FixedSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows that never change. All methods are pure. */
final class KnownRows {
  /** Random, and the same everywhere: it names the one workflow. */
  private static final String WORKFLOW_ID = "8d0f6a0c-9b57-4e0f-9a0e-5a4f6f2b7c11";

  private static final String GUID = "Guid";
  private static final String INT32 = "Int32";

  private static final int CATEGORY_ACTION = 3;
  private static final int TYPE_DEFINITION = 1;
  private static final int STATE_ACTIVATED = 1;
  private static final int STATUS_ACTIVATED = 2;

  private KnownRows() {}

  /** The one row by which a caller learns that the action is there. */
  static FixedSet workflows() {
    FixedRow row =
        new FixedRow.Builder()
            .put("workflowid", GUID, WORKFLOW_ID)
            .put("name", "LoadInteractionsPublic")
            .put("uniquename", "LoadInteractionsPublic")
            .put("primaryentity", "none")
            .put("category", INT32, CATEGORY_ACTION)
            .put("type", INT32, TYPE_DEFINITION)
            .put("statecode", INT32, STATE_ACTIVATED)
            .put("statuscode", INT32, STATUS_ACTIVATED)
            .entity();
    return new FixedSet(Metadata.WORKFLOWS, "workflow", "workflowid", List.of(row), true);
  }

  /** The catalogue, for those who want to show names of types. */
  static FixedSet interactionTypes(TypeCatalogue catalogue) {
    return new FixedSet(
        Metadata.INTERACTION_TYPES,
        "interactiontype",
        "name",
        catalogue.types().stream().map(KnownRows::row).toList(),
        false);
  }

  private static FixedRow row(InteractionType type) {
    return new FixedRow.Builder()
        .put("name", type.name().value())
        .put("category", Metadata.full(Metadata.CATEGORY), orNull(type.category(), Names::category))
        .put("description", orNull(type.description(), it -> it))
        .put("documented", type.documented())
        .put("percontact", type.perContact())
        .put("aliases", "Collection(String)", type.aliases())
        .put(
            "columns",
            "Collection(" + Metadata.full(Metadata.COLUMN) + ")",
            type.columns().stream().map(KnownRows::column).toList())
        .entity();
  }

  private static FixedRow column(Column column) {
    return new FixedRow.Builder()
        .put("name", column.name())
        .put("datatype", Metadata.full(Metadata.DATA_TYPE), Names.dataType(column.dataType()))
        .complex(Metadata.full(Metadata.COLUMN));
  }

  private static <T> Object orNull(@Nullable T value, Function<T, Object> written) {
    return value == null ? FixedRow.NULL : written.apply(value);
  }
}
