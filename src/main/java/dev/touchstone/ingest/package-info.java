/**
 * Intake: reads exports and rows that are sent, checks every row, stores what is right and hands
 * back what is not with the reason, in bounded memory.
 *
 * <p>It knows files, streams and the storage contract; no engine, no wire, no server, no terminal.
 */
@NullMarked
package dev.touchstone.ingest;

import org.jspecify.annotations.NullMarked;
