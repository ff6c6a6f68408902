/** Tests of configuration. */
@NullMarked
package dev.touchstone.config;

import org.jspecify.annotations.NullMarked;
