package dev.touchstone.access;

import static dev.touchstone.access.Permission.AUDIT;
import static dev.touchstone.access.Permission.DESCRIBE;
import static dev.touchstone.access.Permission.ERASE;
import static dev.touchstone.access.Permission.FIND;
import static dev.touchstone.access.Permission.METRICS;
import static dev.touchstone.access.Permission.PACKAGE;
import static dev.touchstone.access.Permission.READ;
import static dev.touchstone.access.Permission.RECTIFY;
import static dev.touchstone.access.Permission.REQUEST;
import static dev.touchstone.access.Permission.RESTRICT;
import static dev.touchstone.access.Permission.WRITE;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * What an API key or a token is for. A caller may have several roles, and may do what any of them
 * grants.
 *
 * <pre>
 *           DESCRIBE READ WRITE FIND PACKAGE ERASE RESTRICT RECTIFY REQUEST AUDIT BACKUP METRICS CONFIGURATION KEYS
 * READER       x      x
 * WRITER       x           x
 * PRIVACY      x      x          x      x      x      x       x       x      x
 * MONITOR                                                                                   x
 * ADMIN        x      x    x     x      x      x      x       x       x      x     x        x          x         x
 * </pre>
 *
 * <p>A writer cannot read: an intake pipeline whose key leaks gives nothing away. Privacy cannot
 * write: who answers for the data does not make it. A monitor sees figures and nothing else: its
 * key lies in the files of a program that asks every few seconds. An admin may do everything: who
 * can create keys can create one with any role, so a smaller admin would only look safer.
 */
public enum Role {
  READER,
  WRITER,
  PRIVACY,
  MONITOR,
  ADMIN;

  private static final Set<Permission> ALL = Set.of(Permission.values());

  /** What the role grants; unmodifiable. */
  public Set<Permission> permissions() {
    return switch (this) {
      case READER -> Set.of(DESCRIBE, READ);
      case WRITER -> Set.of(DESCRIBE, WRITE);
      case PRIVACY ->
          Set.of(DESCRIBE, READ, FIND, PACKAGE, ERASE, RESTRICT, RECTIFY, REQUEST, AUDIT);
      case MONITOR -> Set.of(METRICS);
      case ADMIN -> ALL;
    };
  }

  /** The name that files, settings and the command line use: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a name, in any case.
   *
   * @throws InvalidValueException if there is none of that name
   */
  public static Role parse(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    text, "one of " + Arrays.stream(values()).map(Role::text).toList()));
  }
}
