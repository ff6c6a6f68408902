/**
 * The storage contract: what every engine promises, its values and its errors. Decorators that work
 * on any engine live here too.
 *
 * <p>It knows interactions and nothing else: no engine, no wire, no file format.
 */
@NullMarked
package dev.touchstone.store;

import org.jspecify.annotations.NullMarked;
