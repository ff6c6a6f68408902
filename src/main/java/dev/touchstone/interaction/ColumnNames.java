package dev.touchstone.interaction;

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

  private ColumnNames() {}
}
