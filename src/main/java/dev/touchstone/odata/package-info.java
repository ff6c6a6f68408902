/**
 * The wire: what callers of the removed action send and what they get. Action calls become checked
 * records here, rows become answers, failures become errors, and a page becomes a token.
 *
 * <p>All spellings of OData and of Microsoft live here and nowhere else. The package knows no HTTP
 * server: a {@link dev.touchstone.odata.Call} comes in, an {@link dev.touchstone.odata.Answer} goes
 * out, so a part of a batch is answered exactly as a request of its own.
 */
@NullMarked
package dev.touchstone.odata;

import org.jspecify.annotations.NullMarked;
