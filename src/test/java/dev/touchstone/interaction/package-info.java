/** Tests of the model. */
@NullMarked
package dev.touchstone.interaction;

import org.jspecify.annotations.NullMarked;
