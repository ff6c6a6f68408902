package dev.touchstone.ingest;

import dev.touchstone.interaction.Fields;

/**
 * A row as a source gives it: text for each part of its identity, empty where it has none, and its
 * other fields.
 */
record SourceRow(
    String interactionType,
    String contactId,
    String timestamp,
    String internalId,
    String interactionId,
    String version,
    Fields fields) {}
