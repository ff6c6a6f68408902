package dev.touchstone.privacy.index;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.ForwardingStore;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps an index of addresses with the rows of another store: an entry is durable before its row
 * is, and goes after its rows are gone. So whatever breaks off, no row is without its entry.
 * Thread-safe.
 */
public final class AddressedStore extends ForwardingStore {
  private final AddressIndex index;

  /**
   * @param store closed together with this one
   */
  public AddressedStore(InteractionStore store, AddressIndex index) {
    super(store);
    this.index = index;
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    index.add(interactions);
    return store.append(interactions);
  }

  @Override
  public Erasure erase(ContactId contact) {
    Erasure erased = store.erase(contact);
    Set<Residue> residues = new LinkedHashSet<>(erased.residues());
    residues.addAll(index.erase(contact));
    return new Erasure(erased.interactions(), List.copyOf(residues));
  }
}
