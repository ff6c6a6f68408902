package dev.touchstone.odata.soap;

/**
 * What a caller of {@code Execute} asks for.
 *
 * @param name of the request, such as that of an action
 * @param arguments its parameters, as the JSON object that the action takes
 */
record ExecuteRequest(String name, String arguments) {}
