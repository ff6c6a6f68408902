package dev.touchstone.access;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * A certificate chain and the private key of its first certificate, which belong together.
 *
 * @param chain the server's certificate first
 */
record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  TlsIdentity {
    chain = List.copyOf(chain);
  }

  Instant expires() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  @Override
  public String toString() {
    return chain.getFirst().getSubjectX500Principal().getName();
  }
}
