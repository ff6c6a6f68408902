/**
 * The server: connections, routes, limits, the log of requests, and the endpoints that are no part
 * of the wire. The only place that sees a request object or Jetty.
 *
 * <p>What an answer of the wire says is decided elsewhere: this package knows no spelling of it.
 * Bodies are handed on as streams and never read here.
 */
@NullMarked
package dev.touchstone.http;

import org.jspecify.annotations.NullMarked;
