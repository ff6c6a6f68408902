/** Tests that bytes keep order and come back as they were. */
@NullMarked
package dev.touchstone.store.codec;

import org.jspecify.annotations.NullMarked;
