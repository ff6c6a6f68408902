/** The contract of a store as a suite of tests that every engine runs; {@code *Contract}. */
@NullMarked
package dev.touchstone.store;

import org.jspecify.annotations.NullMarked;
