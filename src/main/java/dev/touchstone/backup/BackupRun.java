package dev.touchstone.backup;

import dev.touchstone.backup.BackupSource.Item;
import dev.touchstone.backup.BackupSource.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes one backup. Belongs to one thread. */
public final class BackupRun {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final BackupFolder folder;
  private final InstantSource clock;
  private final BackupProgress progress;
  private final Map<String, BackupFile> known = new HashMap<>();
  private final List<BackupFile> files = new ArrayList<>();
  private int copiedFiles;
  private long copiedBytes;

  public BackupRun(BackupFolder folder, InstantSource clock, BackupProgress progress) {
    this.folder = folder;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Makes a backup. Interrupted at any point it leaves no backup, and none of those before is
   * touched.
   *
   * @throws BackupException if it cannot be made
   */
  public BackupReport make(BackupSource source) throws IOException {
    Instant began = clock.instant();
    remember();
    String ledger = source.ledger();
    for (Item item : source.files()) {
      take(item, new Meter(BackupProgress.NONE, 0));
    }
    Instant made;
    try (Picture picture = source.picture()) {
      made = clock.instant();
      takeAll(picture.files());
    }
    Backup backup = new Backup(freshId(made), made, ledger, files);
    folder.add(backup);
    return new BackupReport(
        backup, copiedFiles, copiedBytes, Duration.between(began, clock.instant()));
  }

  private void takeAll(List<Item> items) throws IOException {
    long total = 0;
    for (Item item : items) {
      total += Files.size(item.original());
    }
    Meter meter = new Meter(progress, total);
    for (Item item : items) {
      take(item, meter);
    }
  }

  /** The files of the last backup: one that is final and looks the same is the same. */
  private void remember() throws IOException {
    List<String> ids = folder.reader().ids();
    if (!ids.isEmpty()) {
      folder.reader().backup(ids.getLast()).files().forEach(file -> known.put(file.path(), file));
    }
  }

  private void take(Item item, Meter meter) throws IOException {
    BasicFileAttributes now = Files.readAttributes(item.original(), BasicFileAttributes.class);
    Instant modified = now.lastModifiedTime().toInstant();
    BackupFile before = known.get(item.path());
    if (item.isFinal()
        && before != null
        && before.isUnchanged(item.path(), now.size(), modified)
        && folder.files().has(before.sha256(), before.size())) {
      files.add(before);
      meter.accept(before.size());
      return;
    }
    ContentFiles.Put put = folder.files().put(item.original(), meter);
    files.add(new BackupFile(item.path(), put.size(), modified, put.sha256()));
    if (put.isNew()) {
      copiedFiles++;
      copiedBytes += put.size();
    }
  }

  /** Behind every name that there is, so that a clock that was set back puts none in the past. */
  private String freshId(Instant made) throws IOException {
    List<String> ids = folder.reader().ids();
    String id = ID.format(made);
    if (!ids.isEmpty() && id.compareTo(ids.getLast()) <= 0) {
      Instant last = Instant.from(ID.parse(ids.getLast()));
      id = ID.format(last.plus(1, ChronoUnit.MILLIS));
    }
    return id;
  }
}
