/**
 * Signatures that prove what Touchstone said: keys, signing, verifying. Ed25519 (RFC 8032), by the
 * JDK itself.
 *
 * <p>It knows bytes and keys, and not what is signed.
 */
@NullMarked
package dev.touchstone.privacy.signature;

import org.jspecify.annotations.NullMarked;
