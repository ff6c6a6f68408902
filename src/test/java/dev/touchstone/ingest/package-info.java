/** Tests of bulk intake. */
@NullMarked
package dev.touchstone.ingest;

import org.jspecify.annotations.NullMarked;
