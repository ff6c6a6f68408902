package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * Names the version of a catalogue: the SHA-256 of a line for each type, by name: the name, then
 * each column and its data type, all separated by spaces.
 */
final class CatalogueDigest {
  private CatalogueDigest() {}

  static Manifest.Catalogue of(TypeCatalogue catalogue) {
    MessageDigest digest = Sha256.begin();
    catalogue.types().stream()
        .sorted(Comparator.comparing(InteractionType::name))
        .map(CatalogueDigest::line)
        .forEach(line -> digest.update(line.getBytes(UTF_8)));
    return new Manifest.Catalogue(
        catalogue.types().size(), HexFormat.of().formatHex(digest.digest()));
  }

  private static String line(InteractionType type) {
    StringBuilder line = new StringBuilder(type.name().value());
    for (Column column : type.columns()) {
      line.append(' ').append(column.name()).append(' ').append(column.dataType().spelling());
    }
    return line.append('\n').toString();
  }
}
