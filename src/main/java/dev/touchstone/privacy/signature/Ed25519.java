package dev.touchstone.privacy.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** What the JDK does with keys of this kind, without its checked exceptions. */
final class Ed25519 {
  private static final String NAME = "Ed25519";

  private Ed25519() {}

  static KeyPair generate(SecureRandom random) {
    return require(
        () -> {
          KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
          generator.initialize(NamedParameterSpec.ED25519, random);
          return generator.generateKeyPair();
        });
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    return require(
        () -> {
          Signature signature = Signature.getInstance(NAME);
          signature.initSign(key);
          signature.update(message);
          return signature.sign();
        });
  }

  static boolean verify(PublicKey key, byte[] message, byte[] signed) {
    return require(
        () -> {
          Signature signature = Signature.getInstance(NAME);
          signature.initVerify(key);
          signature.update(message);
          try {
            return signature.verify(signed);
          } catch (SignatureException e) {
            // Bytes that encode no signature at all.
            return false;
          }
        });
  }

  /**
   * Reads a public key in the DER form of X.509.
   *
   * @throws GeneralSecurityException if it is none of this kind
   */
  static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(der));
  }

  /**
   * Reads a private key in the DER form of PKCS#8, and finds the public key that belongs to it.
   *
   * @throws GeneralSecurityException if it is none of this kind
   */
  static KeyPair keyPair(byte[] der) throws GeneralSecurityException {
    PrivateKey key = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(der));
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(GeneralSecurityException::new);
    KeyPair pair = generate(new Seed(seed));
    byte[] probe = {1};
    if (!verify(pair.getPublic(), probe, sign(key, probe))) {
      throw new GeneralSecurityException("the public key cannot be found");
    }
    return pair;
  }

  static byte[] sha256(byte[] bytes) {
    return require(() -> MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private interface Step<T> {
    T run() throws GeneralSecurityException;
  }

  private static <T> T require(Step<T> step) {
    try {
      return step.run();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + NAME + " and SHA-256", e);
    }
  }

  /**
   * Gives the bytes that a private key was made of, in place of random ones: the JDK computes a
   * public key only where it makes a pair.
   */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw new IllegalStateException("the JDK asks for " + bytes.length + " bytes");
      }
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
