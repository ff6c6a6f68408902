package dev.touchstone.odata;

import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Place;
import dev.touchstone.store.Selection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked call for the interactions of several contacts and types.
 *
 * @param spellings how the caller spells types, and so how rows are answered; types that are not
 *     here are answered by their own names
 * @param top the most rows of the answer, 0 or more; null for all
 * @param after the answer starts behind this place; null for the first page
 */
record LoadManyRequest(
    Selection selection,
    Map<TypeName, String> spellings,
    @Nullable Integer top,
    @Nullable Place after) {}
