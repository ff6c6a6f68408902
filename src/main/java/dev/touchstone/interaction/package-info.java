/**
 * What an interaction is: its identity, its type, its time and its fields, and the catalogue of
 * types.
 *
 * <p>Values here are immutable and checked when they are made. The package imports only {@code
 * java.*}: it knows no store, no wire and no file format.
 */
@NullMarked
package dev.touchstone.interaction;

import org.jspecify.annotations.NullMarked;
