/**
 * Finding a person by a mail address: an index from addresses to contacts, kept by the store as
 * rows come in and erased with the contact. {@code docs/storage.md} has its bytes.
 *
 * <p>It works on any engine through the contracts of {@code store}, and knows no wire.
 */
@NullMarked
package dev.touchstone.privacy.index;

import org.jspecify.annotations.NullMarked;
