package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header, and asks the API keys or the token provider. */
final class CredentialAuthenticator implements Authenticator {
  private static final int MAX_LENGTH = OpenIdTokens.MAX_LENGTH + "Bearer ".length();

  /** What RFC 6750 calls a b64token. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final ApiKeys keys;
  private final @Nullable OpenIdTokens tokens;

  CredentialAuthenticator(ApiKeys keys, @Nullable OpenIdTokens tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  @Override
  public Authentication authenticate(@Nullable String authorization) {
    if (authorization == null) {
      return new Authentication.Missing();
    }
    if (authorization.length() > MAX_LENGTH) {
      return new Authentication.Refused(Refusal.TOO_LONG);
    }
    String header = authorization.strip();
    int space = header.indexOf(' ');
    if (space < 0) {
      return new Authentication.Refused(Refusal.HEADER);
    }
    String credentials = header.substring(space + 1).strip();
    return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> bearer(credentials);
      case "basic" -> basic(credentials);
      default -> new Authentication.Refused(Refusal.SCHEME);
    };
  }

  private Authentication bearer(String credentials) {
    if (ApiKeys.looksLikeKey(credentials)) {
      return keys.authenticate(credentials);
    }
    if (!TOKEN.matcher(credentials).matches()) {
      return new Authentication.Refused(Refusal.HEADER);
    }
    return tokens == null
        ? new Authentication.Refused(Refusal.NOT_ACCEPTED)
        : tokens.authenticate(credentials);
  }

  /** Excel and Power BI know Basic: the password is a key, the user name is not looked at. */
  private Authentication basic(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? new Authentication.Refused(Refusal.HEADER)
          : keys.authenticate(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return new Authentication.Refused(Refusal.HEADER);
    }
  }
}
