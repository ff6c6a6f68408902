package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.privacy.signature.SigningKeys;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * Everything of a package, gathered and ready to be written. What the store does from now on has no
 * influence on it. Belongs to one thread.
 */
public final class DataPackage implements Closeable {
  /** The rows of a package that is written as it is have so many bytes at most, as spooled. */
  static final long UNPACKED_BYTES = 8 << 20;

  private final RowSpool rows;
  private final OtherData other;
  private final Spool digests;
  private final Manifest draft;
  private final TypeCatalogue catalogue;
  private final SigningKeys keys;
  private final Words words;

  /**
   * @param draft the manifest without what only the writing tells
   */
  DataPackage(
      RowSpool rows,
      OtherData other,
      Spool digests,
      Manifest draft,
      TypeCatalogue catalogue,
      SigningKeys keys,
      Words words) {
    this.rows = rows;
    this.other = other;
    this.digests = digests;
    this.draft = draft;
    this.catalogue = catalogue;
    this.keys = keys;
    this.words = words;
  }

  /** How many interactions it holds. */
  public long interactions() {
    return rows.rows();
  }

  /**
   * Writes the package, once, and does not close the stream. Where this throws, what was written
   * has neither manifest nor signature nor an end: no reader takes it for a package.
   */
  public void writeTo(OutputStream out) throws IOException {
    try (ZipOutput zip = new ZipOutput(new ZipLayout(draft.created()), level(), out)) {
      Map<RowGroup, String> names = names();
      RowFiles files = new RowFiles(rows, zip, digests);
      for (RowGroup group : rows.groups()) {
        files.writeJson(group, name(names, group));
      }
      for (RowGroup group : rows.groups()) {
        files.writeCsv(group, name(names, group), catalogue);
      }
      files.writeDigests();
      other.write(zip);
      TimelinePages timeline = new TimelinePages(rows, words, draft.contacts().size() > 1);
      timeline.write(zip);
      Manifest known = with(files, List.of());
      try (ZipOutput.FileOutput file = zip.file("index.html")) {
        new IndexPage(known, rows, names, words, timeline, other.count()).write(file);
      }
      sign(zip, with(files, zip.finishFiles()));
      zip.finish();
    }
  }

  /**
   * Making files smaller takes twice the time of everything else, and the quickest level gains most
   * of it: interactions repeat themselves.
   */
  private int level() {
    return rows.bytes() <= UNPACKED_BYTES ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED;
  }

  private void sign(ZipOutput zip, Manifest manifest) throws IOException {
    byte[] bytes = ManifestWriter.write(manifest);
    if (bytes.length > Manifest.MAX_BYTES || manifest.files().size() > Manifest.MAX_FILES) {
      throw new PackageException(
          "the package would have %,d files, more than its manifest can list"
              .formatted(manifest.files().size()));
    }
    zip.store(Manifest.PATH, bytes);
    zip.store(Manifest.SIGNATURE_PATH, keys.sign(bytes).bytes());
  }

  private Manifest with(RowFiles rowFiles, List<PackagedFile> files) {
    return new Manifest(
        draft.created(),
        keys.current().id(),
        draft.contacts(),
        draft.range(),
        rowFiles.groups(),
        rowFiles.chain(),
        draft.retention(),
        draft.catalogue(),
        draft.ledger(),
        files);
  }

  private static String name(Map<RowGroup, String> names, RowGroup group) {
    return names.getOrDefault(group, "");
  }

  private Map<RowGroup, String> names() {
    Map<ContactId, String> folders = new HashMap<>();
    draft.contacts().forEach(contact -> folders.put(contact.id(), contact.folder()));
    FileNames free = new FileNames();
    Map<RowGroup, String> names = new LinkedHashMap<>();
    for (RowGroup group : rows.groups()) {
      names.put(group, free.next(folders.getOrDefault(group.contact(), ""), group.type()));
    }
    return names;
  }

  /** Forgets everything that was gathered. */
  @Override
  public void close() throws IOException {
    try (rows) {
      digests.close();
    }
  }
}
