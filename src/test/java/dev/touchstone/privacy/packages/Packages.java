package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.privacy.signature.PublicKeys;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.TimeRange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes packages of a store for tests, and takes them apart as any other program would. */
final class Packages {
  static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");
  static final TypeCatalogue CATALOGUE = CatalogueFile.standard();

  private final Path folder;
  private final InteractionStore store;
  private final SigningKeys keys;
  private OtherSource others = OtherSource.NONE;

  Packages(Path folder, InteractionStore store) {
    this.folder = folder;
    this.store = store;
    this.keys = new SigningKeys(folder, null, () -> NOW, new SecureRandom());
  }

  /** The same, of a store that keeps more than interactions. */
  Packages with(OtherSource source) {
    others = source;
    return this;
  }

  PublicKeys publicKeys() {
    return keys.publicKeys();
  }

  DataPackages all(Retention retention) {
    return new DataPackages(
        store, others, CATALOGUE, retention, keys, () -> null, folder.resolve("spool"), () -> NOW);
  }

  byte[] of(ContactId... contacts) {
    return of(TimeRange.ALL, contacts);
  }

  byte[] of(TimeRange range, ContactId... contacts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(new PackageRequest(List.of(contacts), range), out);
    return out.toByteArray();
  }

  void write(PackageRequest request, OutputStream out) {
    try (DataPackage made = all(Retention.NONE).gather(request)) {
      made.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Verification verify(byte[] bytes) {
    return verify(bytes, publicKeys());
  }

  Verification verify(byte[] bytes, PublicKeys trusted) {
    try {
      Path file = folder.resolve("verified.zip");
      Files.write(file, bytes);
      return new PackageVerifier(trusted, Set.of()).verify(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a ZIP, in their order. */
  static Map<String, byte[]> files(byte[] zip) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** A ZIP of files, as another program makes one. */
  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<String> lines(byte[] file) {
    return new ArrayList<>(new String(file, UTF_8).lines().toList());
  }
}
