/**
 * The entry point of Touchstone, the open store of every marketing interaction with a person.
 *
 * <p>It hands over to the command line and must not know anything else: wiring happens in {@code
 * cli}.
 */
@NullMarked
package dev.touchstone;

import org.jspecify.annotations.NullMarked;
