/**
 * Many requests in one: batches in {@code multipart/mixed} and in JSON, read whole and checked
 * before the first request is answered, and answered one after the other.
 *
 * <p>It knows the form of batches and nothing of what the requests ask for: those go to a {@link
 * dev.touchstone.odata.batch.PartHandler}.
 */
@NullMarked
package dev.touchstone.odata.batch;

import org.jspecify.annotations.NullMarked;
