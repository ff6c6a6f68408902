package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps interactions per contact.
 *
 * <p><b>Identity.</b> (contact, type, timestamp, id) is the primary key. Of several rows with one
 * identity the store holds one: the one of the highest version; of those, where contents differ,
 * the one whose bytes in {@code RowCodec} are the greatest, unsigned. So the state depends on the
 * set of rows that were appended, never on their order or number.
 *
 * <p><b>Order.</b> Within a contact and type: newest first, then by id, or the exact reverse. The
 * order is total, so pages neither skip nor repeat a row, however many rows share a moment and
 * whatever arrives between two pages.
 *
 * <p><b>Durability.</b> When {@link #append} or {@link #erase} returns, its effect survives the
 * death of the process and of the machine.
 *
 * <p><b>Concurrency.</b> All methods block and may be called from any thread at the same time. A
 * read sees every row whose append returned before the read began, unless it was erased; of appends
 * under way it may see any part.
 *
 * <p><b>Errors.</b> Every method throws {@link StoreException} and nothing else where the engine
 * fails, and {@link IllegalStateException} after {@link #close}.
 */
public interface InteractionStore extends AutoCloseable {
  /** The most rows that one call of {@link #append} takes. */
  int MAX_APPEND = 10_000;

  /**
   * Stores rows. Not atomic across rows: where an exception is thrown any part of them may be
   * stored. Sending them again is always right.
   *
   * @param interactions 0 to {@link #MAX_APPEND} rows of any contacts and types; a row may stand in
   *     it more than once
   * @return what became of each row, in the order of the rows
   * @throws IllegalArgumentException if there are too many
   * @throws StoreException.OutcomeUnknown if some rows may or may not be stored
   */
  List<Verdict> append(List<Interaction> interactions);

  /**
   * Reads rows of one contact and type. A contact or type that the store does not know has no rows.
   *
   * @return at most {@code query.limit()} rows, and where to go on if there are more
   */
  Page read(Query query);

  /**
   * The types of which the store holds rows of a contact, in the order of their names.
   *
   * @param contact may be {@link ContactId#NONE}
   * @param limit the most names that are given, 1 or more; where there are as many, there may be
   *     more
   */
  List<TypeName> types(ContactId contact, int limit);

  /**
   * Walks through every row of one contact: type by type in the order of their names, each newest
   * first. Rows appended or erased meanwhile may or may not be seen; all others are seen exactly
   * once.
   *
   * @param contact may be {@link ContactId#NONE}, for the rows that belong to no contact
   */
  Scan scan(ContactId contact);

  /**
   * Walks through every row of every contact, {@link ContactId#NONE} included, whose timestamp is
   * in the range. The rows of a contact come together and in the order of {@link #scan(ContactId)};
   * contacts come in an order of the engine's own.
   */
  Scan scan(TimeRange range);

  /**
   * Removes every row of a contact. After it returns no read shows a row whose append returned
   * before the erasure began. Erasing again, or erasing a contact that has no rows, is no error.
   *
   * @throws IllegalArgumentException if the contact is {@link ContactId#NONE}
   * @throws StoreException.OutcomeUnknown if it may be incomplete: erase again
   */
  Erasure erase(ContactId contact);

  /**
   * Removes rows that are too old, of all contacts, {@link ContactId#NONE} included. It may take
   * long, works in small pieces, and holds up neither reads nor appends. What it removed is shown
   * by no read that begins afterwards; the bytes go later, at a time of the engine's own. Where an
   * exception is thrown, some are removed, and doing it again removes the rest.
   *
   * @param cutoffs before which moment rows are too old, by type; rows of other types stay
   * @return how many rows were removed
   */
  long expire(Map<TypeName, Instant> cutoffs);

  /**
   * Returns if the store can answer now.
   *
   * @throws StoreException if it cannot
   */
  void check();

  /** Waits for calls under way, then releases everything. Closing again does nothing. */
  @Override
  void close();
}
