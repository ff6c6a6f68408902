package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys in PEM files: PKCS#8 as it is; the older forms of RSA (PKCS#1) and EC (SEC 1) put
 * into the envelope that PKCS#8 is, a sequence of version, algorithm and key.
 */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte PARAMETERS = (byte) 0xa0;
  private static final int ONE_BYTE_LENGTH = 0x80;
  private static final byte[] VERSION = hex("020100");
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = hex("06072a8648ce3d0201");

  private PrivateKeys() {}

  /**
   * The one private key of a file.
   *
   * @throws ConfigException if there is none, or one that cannot be used, with what is expected
   */
  static PrivateKey read(Path file) {
    List<Pem> keys =
        Pem.read(file).stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
    if (keys.size() != 1) {
      throw new ConfigException(
          file + " holds " + keys.size() + " private keys; give one, in PEM form", null);
    }
    Pem block = keys.getFirst();
    if (block.label().startsWith("ENCRYPTED") || block.text().contains("ENCRYPTED")) {
      throw new ConfigException(
          file + " is encrypted; write it in clear: openssl pkey -in FILE -out FILE", null);
    }
    try {
      return decode(pkcs8(block));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // The cause may quote the key.
      throw new ConfigException(
          file
              + " holds a key that is not RSA, EC or Ed25519 in PKCS#8, PKCS#1 or SEC 1 with its"
              + " curve",
          null);
    }
  }

  private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // Of another algorithm, or damaged: the next one tells.
      }
    }
    throw new InvalidKeySpecException();
  }

  private static byte[] pkcs8(Pem block) {
    byte[] key = block.bytes();
    return switch (block.label()) {
      case "PRIVATE KEY" -> key;
      case "RSA PRIVATE KEY" -> element(SEQUENCE, VERSION, RSA, element(OCTETS, key));
      case "EC PRIVATE KEY" ->
          element(SEQUENCE, VERSION, element(SEQUENCE, EC_OID, curve(key)), element(OCTETS, key));
      default -> throw new IllegalArgumentException("a key of an unknown form");
    };
  }

  /** The curve that a SEC 1 key names: sequence(version, key, [0] curve, [1] public key). */
  private static byte[] curve(byte[] sec1) {
    ByteBuffer fields = contents(ByteBuffer.wrap(sec1), SEQUENCE);
    while (fields.hasRemaining()) {
      byte tag = fields.get(fields.position());
      ByteBuffer field = contents(fields, tag);
      if (tag == PARAMETERS) {
        byte[] curve = new byte[field.remaining()];
        field.get(curve);
        return curve;
      }
    }
    throw new IllegalArgumentException("an EC key that does not name its curve");
  }

  /** Reads one DER element and gives its contents. */
  private static ByteBuffer contents(ByteBuffer in, byte tag) {
    if (in.remaining() < 2 || in.get() != tag) {
      throw new IllegalArgumentException("not DER");
    }
    int length = Byte.toUnsignedInt(in.get());
    if (length > ONE_BYTE_LENGTH + 2) {
      throw new IllegalArgumentException("not DER");
    }
    if (length >= ONE_BYTE_LENGTH) {
      int bytes = length - ONE_BYTE_LENGTH;
      length = 0;
      for (int i = 0; i < bytes && in.hasRemaining(); i++) {
        length = length << Byte.SIZE | Byte.toUnsignedInt(in.get());
      }
    }
    if (length > in.remaining()) {
      throw new IllegalArgumentException("not DER");
    }
    ByteBuffer contents = in.slice(in.position(), length);
    in.position(in.position() + length);
    return contents;
  }

  private static byte[] element(byte tag, byte[]... parts) {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      contents.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    writeLength(element, contents.size());
    element.writeBytes(contents.toByteArray());
    return element.toByteArray();
  }

  /** DER knows one form for each length, the shortest. */
  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < ONE_BYTE_LENGTH) {
      out.write(length);
      return;
    }
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
    out.write(ONE_BYTE_LENGTH + bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(length >> (i * Byte.SIZE));
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
