package dev.touchstone.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key with which a provider's signatures are verified: RSA of 2048 to 8192 bits, or a
 * point on P-256 or P-384.
 *
 * @param id what a token's header calls it
 * @param thumbprint says which key it is, under whatever id
 * @param algorithm the only one it is for, or null for all of its kind
 */
record PublishedKey(
    String id, String thumbprint, @Nullable JWSAlgorithm algorithm, JWSVerifier verifier) {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8192;

  /** The key, or null if it is not one that may verify tokens. */
  static @Nullable PublishedKey of(JWK key) throws JOSEException {
    boolean forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    JWSVerifier verifier = forSignatures ? verifier(key) : null;
    if (key.getKeyID() == null || verifier == null) {
      return null;
    }
    JWSAlgorithm algorithm =
        key.getAlgorithm() == null ? null : JWSAlgorithm.parse(key.getAlgorithm().getName());
    String thumbprint = key.computeThumbprint().toString();
    return new PublishedKey(key.getKeyID(), thumbprint, algorithm, verifier);
  }

  /** Whether the key is of the algorithm's kind, and not meant for another. */
  boolean mayVerify(JWSAlgorithm wanted) {
    return verifier.supportedJWSAlgorithms().contains(wanted)
        && (algorithm == null || algorithm.equals(wanted));
  }

  boolean isSameAs(@Nullable PublishedKey other) {
    return other != null && id.equals(other.id) && thumbprint.equals(other.thumbprint);
  }

  private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
    if (key instanceof RSAKey rsa) {
      int bits = rsa.size();
      return bits < MIN_RSA_BITS || bits > MAX_RSA_BITS
          ? null
          : new RSASSAVerifier(rsa.toRSAPublicKey());
    }
    if (key instanceof ECKey ec) {
      boolean known = ec.getCurve().equals(Curve.P_256) || ec.getCurve().equals(Curve.P_384);
      return known ? new ECDSAVerifier(ec.toECPublicKey()) : null;
    }
    return null;
  }
}
