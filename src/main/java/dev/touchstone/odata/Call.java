package dev.touchstone.odata;

import java.io.InputStream;

/**
 * One call of the wire, free of any server's objects.
 *
 * @param method the HTTP verb, in upper case
 * @param path decoded and without a query, beginning with {@value ODataService#ROOT}
 * @param organization scheme and authority under which the caller knows this server, without a
 *     slash at the end
 * @param headers the request's headers
 * @param body read at most once, by whom the call is for; empty if there is none
 */
public record Call(
    String method, String path, String organization, Headers headers, InputStream body) {}
