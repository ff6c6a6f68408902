package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.packages.Problem.Kind;
import dev.touchstone.privacy.packages.ZipLayout.Entry;
import dev.touchstone.privacy.signature.PublicKeys;
import dev.touchstone.privacy.signature.Signature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether a file is a package as it was signed, to the last byte, or what is wrong with it. It
 * needs no store, and memory of a fixed size. Nothing is unpacked before the signature was found to
 * be good.
 */
public final class PackageVerifier {
  /** By so much may packing make something larger. */
  private static final int SPARE_BYTES = 1024;

  /** How every ZIP begins that has a file. */
  private static final byte[] LOCAL = {'P', 'K', 3, 4};

  private final PublicKeys keys;
  private final Set<ContactId> expected;

  /**
   * @param keys whose signatures are accepted
   * @param expected the contacts that the package must be about; empty for any
   */
  public PackageVerifier(PublicKeys keys, Set<ContactId> expected) {
    this.keys = keys;
    this.expected = Set.copyOf(expected);
  }

  /** The manifest and its signature, as they lie in the file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
  private record Signed(byte[] manifest, byte[] signature) {}

  /**
   * Verifies a file.
   *
   * @throws IOException if it cannot be read
   */
  public Verification verify(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      Optional<ZipDirectory> directory = ZipDirectory.read(file);
      if (directory.isEmpty()) {
        return failed(withoutEnd(file));
      }
      Optional<Signed> signed = signed(file, directory.get());
      return signed.isEmpty()
          ? failed(
              Problem.of(
                  Kind.NOT_A_PACKAGE,
                  "there is no manifest with a signature in it: it is no package, or one that was"
                      + " not completed"))
          : verify(file, directory.get(), signed.get());
    }
  }

  private static Verification failed(Problem problem) {
    return new Verification(null, List.of(problem));
  }

  private static Problem withoutEnd(FileChannel file) throws IOException {
    boolean begins =
        file.size() >= LOCAL.length
            && Arrays.equals(ZipDirectory.array(file, 0, LOCAL.length), LOCAL);
    return begins
        ? Problem.of(
            Kind.CUT_SHORT,
            "the file is cut short, or damaged at its end, behind %,d bytes".formatted(file.size()))
        : Problem.of(Kind.NOT_A_PACKAGE, "the file is no package");
  }

  private static Optional<Signed> signed(FileChannel file, ZipDirectory directory)
      throws IOException {
    Optional<byte[]> manifest = stored(file, directory, Manifest.PATH, Manifest.MAX_BYTES);
    Optional<byte[]> signature = stored(file, directory, Manifest.SIGNATURE_PATH, Signature.BYTES);
    return manifest.isEmpty() || signature.isEmpty() || signature.get().length != Signature.BYTES
        ? Optional.empty()
        : Optional.of(new Signed(manifest.get(), signature.get()));
  }

  /** A file of known size, packed or not: somebody else may have made another ZIP of it. */
  private static Optional<byte[]> stored(
      FileChannel file, ZipDirectory directory, String path, int maxBytes) throws IOException {
    Optional<Entry> entry = directory.find(path);
    Optional<Long> start =
        entry.isEmpty() ? Optional.empty() : ZipDirectory.content(file, entry.get());
    if (start.isEmpty() || entry.get().packedBytes() > maxBytes + SPARE_BYTES) {
      return Optional.empty();
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    FileContent.Seen seen =
        new FileContent(file)
            .read(
                start.get(),
                entry.get().packedBytes(),
                entry.get().stored(),
                maxBytes,
                (bytes, length) -> content.write(bytes, 0, length));
    return seen.whole() ? Optional.of(content.toByteArray()) : Optional.empty();
  }

  private Verification verify(FileChannel file, ZipDirectory directory, Signed signed)
      throws IOException {
    Manifest manifest;
    try {
      manifest = ManifestReader.read(signed.manifest());
      Signature signature = new Signature(manifest.signingKey(), signed.signature());
      switch (keys.verify(signed.manifest(), signature)) {
        case VALID -> {}
        case UNKNOWN_KEY -> {
          return failed(
              Problem.of(
                  Kind.UNKNOWN_KEY,
                  "it says that it was signed with the key %s, which is none of those given"
                      .formatted(signature.keyId())));
        }
        case WRONG -> {
          return failed(
              Problem.of(
                  Kind.MANIFEST_ALTERED,
                  "the manifest, or its signature, is not the one that was signed"));
        }
      }
    } catch (IllegalArgumentException e) {
      return failed(unreadable());
    }
    return verify(file, directory, signed, manifest);
  }

  private static Problem unreadable() {
    return Problem.of(
        Kind.MANIFEST_ALTERED, "the manifest is not one of the format " + Manifest.FORMAT);
  }

  private Verification verify(
      FileChannel file, ZipDirectory directory, Signed signed, Manifest manifest)
      throws IOException {
    List<Problem> problems = new ArrayList<>(contacts(manifest));
    StrictWalk.Outcome outcome =
        new StrictWalk(file, manifest, signed.manifest(), signed.signature()).walk();
    if (!outcome.isWhole()) {
      List<Problem> found = new Diagnosis(file, manifest, directory).find();
      problems.addAll(found);
      if (found.isEmpty()) {
        problems.add(container(outcome));
      }
    }
    return new Verification(Verification.Facts.of(manifest), problems);
  }

  private List<Problem> contacts(Manifest manifest) {
    Set<ContactId> about = new HashSet<>();
    manifest.contacts().forEach(contact -> about.add(contact.id()));
    return expected.isEmpty() || expected.equals(about)
        ? List.of()
        : List.of(
            Problem.of(
                Kind.OTHER_CONTACT, "the package is about other contacts than those expected"));
  }

  private static Problem container(StrictWalk.Outcome outcome) {
    if (!outcome.altered().isEmpty()) {
      String path = outcome.altered().getFirst().path();
      return Problem.of(
          Kind.CONTAINER_ALTERED,
          path,
          "the content of %s is as it was signed, but packed in other bytes".formatted(path));
    }
    return Problem.of(
        Kind.CONTAINER_ALTERED,
        outcome.firstOdd().isPresent()
            ? "all files are as they were signed, but the ZIP around them is another one, from byte %,d on"
                .formatted(outcome.firstOdd().getAsLong())
            : "the rows are not those of the chain in the manifest");
  }
}
