/**
 * Makes interactions as a marketing department makes them: any number, the same ones for the same
 * seed, in the forms that are sent, exported and stored.
 *
 * <p>What is filled, and with what, follows the sample container. It knows no engine.
 */
@NullMarked
package dev.touchstone.bench.load;

import org.jspecify.annotations.NullMarked;
