package dev.touchstone.odata.api;

import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.metadata.Metadata;
import dev.touchstone.odata.metadata.Names;
import dev.touchstone.odata.query.FixedSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the sets that never change. All methods are pure. */
final class KnownRows {
  /** Random, and the same everywhere: it names the one workflow. */
  private static final String WORKFLOW_ID = "8d0f6a0c-9b57-4e0f-9a0e-5a4f6f2b7c11";

  private static final int CATEGORY_ACTION = 3;
  private static final int TYPE_DEFINITION = 1;
  private static final int STATE_ACTIVATED = 1;
  private static final int STATUS_ACTIVATED = 2;

  private KnownRows() {}

  /** The one row by which a caller learns that the action is there. */
  static FixedSet workflows() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("workflowid", WORKFLOW_ID);
    row.put("name", "LoadInteractionsPublic");
    row.put("uniquename", "LoadInteractionsPublic");
    row.put("primaryentity", "none");
    row.put("category", CATEGORY_ACTION);
    row.put("type", TYPE_DEFINITION);
    row.put("statecode", STATE_ACTIVATED);
    row.put("statuscode", STATUS_ACTIVATED);
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

  private static Map<String, Object> row(InteractionType type) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", type.name().value());
    row.put(
        "category",
        Optional.ofNullable(type.category()).<Object>map(Names::category).orElse(FixedSet.NULL));
    row.put(
        "description",
        Optional.ofNullable(type.description()).<Object>map(it -> it).orElse(FixedSet.NULL));
    row.put("documented", type.documented());
    row.put("percontact", type.perContact());
    row.put("aliases", type.aliases());
    row.put(
        "columns",
        type.columns().stream()
            .map(
                column ->
                    Map.of("name", column.name(), "datatype", Names.dataType(column.dataType())))
            .toList());
    return row;
  }
}
