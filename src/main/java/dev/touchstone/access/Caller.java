package dev.touchstone.access;

import java.util.Set;

/**
 * Who makes a request, as far as logs and limits need to know.
 *
 * @param id stable for one key, application or user, and safe to log: it tells nothing to who does
 *     not know it already. Of a key its id; of a token Entra ID's object id, else a digest of
 *     issuer and subject, because a subject may be a person's e-mail address
 * @param kind what the caller showed
 * @param roles empty for a good token that carries no role of ours: known, but without rights
 */
public record Caller(String id, Kind kind, Set<Role> roles) {
  /** Everyone, where authentication is switched off. */
  public static final Caller ANYONE = new Caller("anyone", Kind.ANYONE, Set.of(Role.ADMIN));

  /** What a caller showed. */
  public enum Kind {
    KEY,
    TOKEN,
    ANYONE
  }

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether one of the roles grants the permission. */
  public boolean may(Permission permission) {
    return roles.stream().anyMatch(role -> role.permissions().contains(permission));
  }
}
