package dev.touchstone.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the paths of a source into what is read and what is not. An export container has {@code
 * csv/<InteractionType>/<blob>}, and nothing else of it is read. What is no export container is
 * read by names that tell a form.
 *
 * @param type the type of rows that no folder and no column tells; null where there is none
 */
public record BlobNames(@Nullable String type) {
  /** The folder of an export that holds a folder for each type. */
  public static final String CSV = "csv";

  /** What is not read in the folder of an import's rejected rows. */
  private static final String REJECTIONS = RejectedRows.REJECTIONS;

  /** What a path says about a blob. */
  public record Kind(@Nullable String type, BlobForm form) {}

  /** A path in a container's folder {@code csv}, if it is that of a blob. */
  public Optional<Kind> ofExport(String path) {
    List<String> parts = parts(path);
    boolean isBlob =
        parts.size() == 3
            && parts.getFirst().equals(CSV)
            && parts.stream().noneMatch(part -> part.isEmpty() || part.startsWith("."));
    return isBlob
        ? Optional.of(new Kind(parts.get(1), BlobForm.byName(parts.get(2)).orElse(BlobForm.CSV)))
        : Optional.empty();
  }

  /** Any other path, if its name tells that it has rows. */
  public Optional<Kind> ofFile(String path) {
    List<String> parts = parts(path);
    if (path.equals(REJECTIONS) || parts.stream().anyMatch(part -> part.startsWith("."))) {
      return Optional.empty();
    }
    return BlobForm.byName(parts.getLast()).map(form -> new Kind(type, form));
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      parts.add(path.substring(from, slash));
      from = slash + 1;
    }
    parts.add(path.substring(from));
    return parts;
  }
}
