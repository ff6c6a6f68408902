/**
 * Moves everything of one store into another while it is served: what changes goes to both, what is
 * there is copied and compared contact by contact, and only where all is equal the other store
 * takes over. {@code docs/move.md} says why nothing is lost or comes back meanwhile.
 *
 * <p>It knows the storage contract and the canonical bytes, no engine and no wire.
 */
@NullMarked
package dev.touchstone.move;

import org.jspecify.annotations.NullMarked;
