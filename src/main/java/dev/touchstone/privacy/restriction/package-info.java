/**
 * Restriction of processing: contacts of whom rows are still taken, and read by the privacy role
 * alone. {@code docs/privacy.md} says what is stopped and what is not.
 *
 * <p>It works on any engine through the contracts of {@code store}; it is told who asks, and knows
 * no wire.
 */
@NullMarked
package dev.touchstone.privacy.restriction;

import org.jspecify.annotations.NullMarked;
