/**
 * The audit trail: who saw or changed what of whom, when and why. Events are kept in blocks; each
 * block holds the digest of the one before it and is signed, so nothing can be taken out, put in or
 * changed unseen. {@code docs/privacy.md} says what that proves and what it does not.
 *
 * <p>No personal data is in it: a contact appears as a keyed hash.
 */
@NullMarked
package dev.touchstone.privacy.audit;

import org.jspecify.annotations.NullMarked;
