/**
 * What a person can set: the configuration with its defaults and limits, and the files of
 * interaction types.
 */
@NullMarked
package dev.touchstone.config;

import org.jspecify.annotations.NullMarked;
