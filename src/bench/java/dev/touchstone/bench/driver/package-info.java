/**
 * Asks a server over HTTP from many connections at a time, and counts how long answers take. It
 * knows no store and no wire.
 */
@NullMarked
package dev.touchstone.bench.driver;

import org.jspecify.annotations.NullMarked;
