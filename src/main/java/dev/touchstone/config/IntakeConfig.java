package dev.touchstone.config;

import java.time.Duration;

/**
 * What rows that come in must be, and how many come at a time.
 *
 * @param keepUnknownTypes whether rows of types that the catalogue does not know are kept
 * @param keepUnknownColumns whether columns that the catalogue does not know are kept
 * @param futureTolerance how far ahead of the clock a timestamp may be
 * @param maxBytes of one request, unpacked
 * @param maxRowBytes of one row
 * @param maxReported how many rejected rows an answer reports one by one
 * @param maxRequests how many requests bring rows at one moment
 */
public record IntakeConfig(
    boolean keepUnknownTypes,
    boolean keepUnknownColumns,
    Duration futureTolerance,
    long maxBytes,
    int maxRowBytes,
    int maxReported,
    int maxRequests) {}
