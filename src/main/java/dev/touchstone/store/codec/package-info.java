/**
 * The bytes of keys and rows, written down once for every engine. {@code docs/storage.md} shows
 * them; tests prove that they keep order and come back as they were.
 */
@NullMarked
package dev.touchstone.store.codec;

import org.jspecify.annotations.NullMarked;
