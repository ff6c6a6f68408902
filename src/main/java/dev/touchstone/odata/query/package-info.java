/**
 * Questions in OData's query language: query options become checked requests, and rows of the store
 * become entities, page by page.
 *
 * <p>It knows the store's contract and no engine, and no server: raw query strings and headers come
 * in, an {@link dev.touchstone.odata.Answer} goes out.
 */
@NullMarked
package dev.touchstone.odata.query;

import org.jspecify.annotations.NullMarked;
