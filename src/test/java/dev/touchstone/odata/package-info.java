/** Tests of the wire. */
@NullMarked
package dev.touchstone.odata;

import org.jspecify.annotations.NullMarked;
