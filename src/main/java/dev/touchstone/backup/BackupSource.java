package dev.touchstone.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is to be saved. */
public interface BackupSource {
  /**
   * Files beside the engine's. They are read before the picture is taken: what they say is stored
   * must be in it.
   */
  List<Item> files() throws IOException;

  /** How far the ledger of erasures goes, asked before the picture is taken. */
  String ledger();

  /** The engine's files as they stand now. */
  Picture picture() throws IOException;

  /**
   * A file of the data folder.
   *
   * @param path in the data folder, with {@code /} between names
   * @param original where it is read; may lie elsewhere
   * @param isFinal whether it is never written again once it is there
   */
  record Item(String path, Path original, boolean isFinal) {}

  /** Files that stay as they are until this is closed. */
  interface Picture extends AutoCloseable {
    List<Item> files();

    @Override
    void close();
  }
}
