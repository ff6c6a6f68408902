/** The reference implementation keeps the contract. */
@NullMarked
package dev.touchstone.store.memory;

import org.jspecify.annotations.NullMarked;
