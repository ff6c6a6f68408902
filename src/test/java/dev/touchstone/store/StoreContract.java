package dev.touchstone.store;

/** What the parts of the contract's suite need of an engine. */
public interface StoreContract {
  /** The store of this test, empty when the test begins. */
  InteractionStore store();
}
