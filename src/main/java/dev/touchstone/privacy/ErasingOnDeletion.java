package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.ForwardingStore;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Erases a contact when a row says that it was deleted where the rows come from. An append that
 * brings such rows returns when their contacts are erased; the rows themselves are erased with
 * them. Thread-safe.
 */
public final class ErasingOnDeletion extends ForwardingStore {
  /** The type of the rows that say so. */
  public static final TypeName DELETED = new TypeName("ContactDeleted");

  private static final Reason REASON = Reason.parse("contact-deleted");

  private final Erasures erasures;

  /**
   * @param store closed together with this one
   */
  public ErasingOnDeletion(InteractionStore store, Erasures erasures) {
    super(store);
    this.erasures = erasures;
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    List<Verdict> verdicts = store.append(interactions);
    Set<ContactId> deleted = new LinkedHashSet<>();
    for (int i = 0; i < verdicts.size(); i++) {
      Interaction row = interactions.get(i);
      boolean isNews = verdicts.get(i) != Verdict.ERASED && verdicts.get(i) != Verdict.EXPIRED;
      if (isNews && row.type().equals(DELETED) && !row.contact().isNone()) {
        deleted.add(row.contact());
      }
    }
    deleted.forEach(contact -> erasures.erase(List.of(contact), REASON));
    return verdicts;
  }
}
