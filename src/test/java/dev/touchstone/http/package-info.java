/** Tests of the server: real ones, on free ports. */
@NullMarked
package dev.touchstone.http;

import org.jspecify.annotations.NullMarked;
