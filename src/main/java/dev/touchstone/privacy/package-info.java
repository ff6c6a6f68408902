/**
 * Forgetting a person, so that it lasts and can be shown: the ledger of erasures, what is refused
 * after one, the erasure itself and its receipt. {@code docs/privacy.md} says what that proves and
 * what it does not.
 *
 * <p>It works on any engine through the contracts of {@code store}, and knows no wire.
 */
@NullMarked
package dev.touchstone.privacy;

import org.jspecify.annotations.NullMarked;
