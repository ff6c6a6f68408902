package dev.touchstone.odata;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.store.Position;
import dev.touchstone.store.TimeRange;
import org.jspecify.annotations.Nullable;

/**
 * A checked call of the action.
 *
 * @param spelling how the caller spells the type, and so how rows are answered
 * @param range which moments are wanted; {@link TimeRange#ALL} where no dates are given
 * @param top the most rows of the answer, 0 or more; null for all
 * @param after the answer starts behind this position; null for the first page
 */
record LoadInteractionsRequest(
    ContactId contact,
    InteractionType type,
    String spelling,
    TimeRange range,
    @Nullable Integer top,
    @Nullable Position after) {}
