package dev.touchstone.interaction;

import java.util.Set;

/**
 * The columns that make an interaction's identity and version, spelled as the Blob export spells
 * them.
 */
public final class ColumnNames {
  public static final String INTERACTION_TYPE = "InteractionType";
  public static final String TIMESTAMP = "Timestamp";
  public static final String CONTACT_ID = "ContactId";
  public static final String VERSION = "Version";

  /** The export's name of the interaction id. */
  public static final String INTERNAL_ID = "InternalMarketingInteractionId";

  /** The action's name of the interaction id. */
  public static final String INTERACTION_ID = "InteractionId";

  /** All of them: columns that are never among an interaction's fields. */
  public static final Set<String> IDENTITY =
      Set.of(CONTACT_ID, INTERACTION_TYPE, TIMESTAMP, INTERNAL_ID, INTERACTION_ID, VERSION);

  private ColumnNames() {}
}
