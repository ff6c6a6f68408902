/** Tests of what the process tells those who watch over it. */
@NullMarked
package dev.touchstone.telemetry;

import org.jspecify.annotations.NullMarked;
