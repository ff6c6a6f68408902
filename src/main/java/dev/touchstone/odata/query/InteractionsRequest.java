package dev.touchstone.odata.query;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked question for interactions.
 *
 * @param selection which rows
 * @param none whether the filter contradicts itself, so there are none
 * @param spellings how the caller spells types
 * @param top the most rows of all pages together; {@link Long#MAX_VALUE} for all
 * @param count whether to say how many rows there are
 * @param select the properties that are wanted; empty for all
 * @param pageSize the most rows of a page
 * @param pageSizeAsked whether the caller asked for it, and not the default or a token
 * @param token what the page before ended with; null for the first page
 */
record InteractionsRequest(
    Selection selection,
    boolean none,
    Map<TypeName, String> spellings,
    long top,
    boolean count,
    SortedSet<String> select,
    int pageSize,
    boolean pageSizeAsked,
    @Nullable PageToken token) {

  /** The whole question but for the page, in one form: what a token is bound to. */
  String binding() {
    return binding(selection, spellings, top, count, select);
  }

  static String binding(
      Selection selection,
      Map<TypeName, String> spellings,
      long top,
      boolean count,
      Collection<String> select) {
    Stream<String> numbers =
        Stream.of(
            selection.order().name(),
            selection.range().from().toString(),
            selection.range().to().toString(),
            Long.toString(top),
            Boolean.toString(count));
    return Stream.of(
            numbers,
            listed(selection.contacts().stream().map(ContactId::value).toList()),
            listed(
                selection.types().stream()
                    .map(type -> type.value() + "=" + spellings.getOrDefault(type, ""))
                    .toList()),
            listed(List.copyOf(select)))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("\n"));
  }

  /** The number of texts, and each with its length, so that no two lists look alike. */
  private static Stream<String> listed(List<String> texts) {
    return Stream.concat(
        Stream.of(Integer.toString(texts.size())),
        texts.stream().map(text -> text.length() + ":" + text));
  }

  /** How many rows the page may hold. */
  long limit() {
    return Math.min(pageSize, top - given());
  }

  /** How many rows the pages before held. */
  long given() {
    return token == null ? 0 : token.given();
  }
}
