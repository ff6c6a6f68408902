/**
 * The reference implementation: the executable meaning of the storage contract, in memory. It keeps
 * nothing when it is closed.
 */
@NullMarked
package dev.touchstone.store.memory;

import org.jspecify.annotations.NullMarked;
