/**
 * The command line: the commands, what people see of them, and the wiring of everything else, by
 * hand.
 *
 * <p>Output that was asked for goes to standard output; progress, hints and errors go to standard
 * error. Nothing else of the program writes to either, except for the log.
 */
@NullMarked
package dev.touchstone.cli;

import org.jspecify.annotations.NullMarked;
