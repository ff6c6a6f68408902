package dev.touchstone.access;

/**
 * Why credentials are refused. The words are for the caller; they hold nothing of what was sent, so
 * they are also fit for the log.
 *
 * <p>Only who holds the whole secret of a key hears that it is revoked or expired, and nothing of a
 * token's contents is judged in words before its signature holds, except its issuer, by which the
 * keys are chosen.
 */
public enum Refusal {
  HEADER(
      "The Authorization header is not understood; send it once, as 'Bearer <token or API key>' or"
          + " as 'Basic' with an API key for the password."),
  SCHEME("The Authorization scheme is not accepted; send 'Bearer <token or API key>'."),
  TOO_LONG("The credentials are longer than the server reads."),

  KEY_INCOMPLETE("The API key is not whole: it was cut off or altered on the way."),
  KEY_UNKNOWN("The API key is not known."),
  KEY_REVOKED("The API key was revoked."),
  KEY_EXPIRED("The API key has expired."),

  NOT_ACCEPTED("The credentials are not an API key, and the server trusts no token provider."),
  NOT_A_TOKEN("The credentials are neither an API key nor a signed JSON Web Token."),
  ALGORITHM(
      "The token's algorithm is not accepted; accepted are RS256, RS384, RS512, PS256, PS384,"
          + " PS512, ES256 and ES384."),
  TYPE("The token's type is not accepted; accepted are JWT and at+jwt."),
  CRITICAL_HEADER("The token demands an extension that the server does not have."),
  KEY_ID("The token names no key, or none that its provider publishes."),
  SIGNATURE("The token's signature is not right."),
  CLAIMS("The token's claims are not of the form that the standard demands."),
  ISSUER("The token is of a provider that the server does not trust."),
  AUDIENCE("The token is for another audience."),
  NO_EXPIRY("The token does not say when it expires."),
  EXPIRED("The token has expired."),
  NOT_YET_VALID("The token is not valid yet."),
  ISSUED_IN_FUTURE("The token says that it was issued in the future."),
  NO_SUBJECT("The token does not say whom it is for.");

  private final String words;

  Refusal(String words) {
    this.words = words;
  }

  /** One sentence or two, in English. */
  public String words() {
    return words;
  }
}
