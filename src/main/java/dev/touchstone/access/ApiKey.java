package dev.touchstone.access;

import dev.touchstone.interaction.InvalidValueException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key: everything but its secret.
 *
 * @param id names the key in lists and logs; lower-case letters and digits
 * @param name what the key is for, in its owner's words: 1 to {@value #MAX_NAME} printable
 *     characters
 * @param roles at least one
 * @param expires from when on it is refused, or null for never
 * @param revoked since when it is refused, or null if it is not
 */
public record ApiKey(
    String id,
    String name,
    Set<Role> roles,
    Instant created,
    @Nullable Instant expires,
    @Nullable Instant revoked) {
  public static final int MAX_NAME = 100;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,100}");

  public ApiKey {
    roles = Set.copyOf(roles);
    if (!NAME.matcher(name).matches() || name.isBlank()) {
      throw new InvalidValueException(
          name, "a name of 1 to " + MAX_NAME + " letters, digits, signs and spaces");
    }
    if (roles.isEmpty()) {
      throw new InvalidValueException("", "one role or more");
    }
  }

  ApiKey revokedAt(Instant time) {
    return new ApiKey(id, name, roles, created, expires, revoked == null ? time : revoked);
  }
}
