/**
 * The server: connections, routes, limits, the log of requests. The only place that sees a request
 * object or Jetty.
 *
 * <p>What an answer says is decided elsewhere: this package knows no spelling of the wire and reads
 * no body.
 */
@NullMarked
package dev.touchstone.http;

import org.jspecify.annotations.NullMarked;
