/**
 * A client for other programs: asks a Touchstone server for the interactions of a contact.
 *
 * {@snippet :
 * class OpenedEmails {
 *   // How many e-mails a contact opened in each month, the first month first.
 *   static SortedMap<YearMonth, Long> byMonth(URI organization, String apiKey, String contactId) {
 *     var request =
 *         LoadInteractionsRequest.of(contactId, "EmailOpened")
 *             .withDateFrom(LocalDate.of(2020, 1, 1));
 *     try (var client = TouchstoneClient.builder(organization).credentials(() -> apiKey).build();
 *         var rows = client.stream(request)) {
 *       return rows.collect(
 *           Collectors.groupingBy(
 *               row -> YearMonth.from(row.timestamp().atZone(ZoneOffset.UTC)),
 *               TreeMap::new,
 *               Collectors.counting()));
 *     }
 *   }
 * }
 * }
 *
 * <p>The package imports only {@code java.*}: it knows no other part of Touchstone and no library.
 * The nullness annotations are needed to compile it, not to run it.
 */
@NullMarked
package dev.touchstone.client;

import org.jspecify.annotations.NullMarked;
