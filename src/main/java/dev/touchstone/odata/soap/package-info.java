/**
 * The actions for callers that speak SOAP: classes that .NET's generators make of an organization
 * call {@code Execute} of its service, whatever the action. Another spelling of the same calls and
 * answers; knows nothing of what the actions do.
 */
@NullMarked
package dev.touchstone.odata.soap;

import org.jspecify.annotations.NullMarked;
