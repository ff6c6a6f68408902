package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the server's certificate and its key are.
 *
 * @param certificates PEM: the server's certificate first, then those that lead to the root
 * @param key PEM, not encrypted: PKCS#8, PKCS#1 or SEC 1, of RSA, EC or Ed25519; may be the same
 *     file
 */
public record TlsFiles(Path certificates, Path key) {
  private static final int MAX_CHAIN = 10;

  /**
   * Reads both.
   *
   * @throws ConfigException if they cannot be read or do not belong together, with what is expected
   */
  TlsIdentity read() {
    List<X509Certificate> chain = readChain();
    PrivateKey privateKey = PrivateKeys.read(key);
    checkPair(chain.getFirst(), privateKey);
    return new TlsIdentity(chain, privateKey);
  }

  private List<X509Certificate> readChain() {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem block : Pem.read(certificates)) {
        if (block.label().equals("CERTIFICATE")) {
          Certificate one = factory.generateCertificate(new ByteArrayInputStream(block.bytes()));
          chain.add((X509Certificate) one);
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw new ConfigException(
          "%s: certificate %d cannot be read".formatted(certificates, chain.size() + 1), e);
    }
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw new ConfigException(
          "%s holds %d certificates; give 1 to %d, in PEM form, the server's own first"
              .formatted(certificates, chain.size(), MAX_CHAIN),
          null);
    }
    checkChain(chain);
    return chain;
  }

  private void checkChain(List<X509Certificate> chain) {
    for (int i = 1; i < chain.size(); i++) {
      try {
        chain.get(i - 1).verify(chain.get(i).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new ConfigException(
            "%s: certificate %d is not signed by the next one; put the server's own first"
                .formatted(certificates, i),
            e);
      }
    }
  }

  private void checkPair(X509Certificate certificate, PrivateKey privateKey) {
    try {
      String algorithm = signatureAlgorithm(privateKey.getAlgorithm());
      byte[] probe = {1};
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(privateKey);
      signer.update(probe);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(probe);
      if (!verifier.verify(signer.sign())) {
        throw new SignatureException();
      }
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          "%s is not the key of the first certificate in %s".formatted(key, certificates), null);
    }
  }

  private static String signatureAlgorithm(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keyAlgorithm;
    };
  }
}
