package dev.touchstone.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A blob or file of rows, wherever it lies.
 *
 * @param id names it among those of all sources, today and tomorrow; holds no secret
 * @param path names it inside its source, for people, with slashes
 * @param type the type of its rows, as a folder's name or a person says it; null where the rows say
 *     it
 * @param state what it was when it was listed
 */
public record Blob(
    String id,
    String path,
    @Nullable String type,
    BlobForm form,
    BlobState state,
    BlobContent content) {

  /** Its length when it was listed. */
  public long bytes() {
    return state.bytes();
  }

  /** Its path, as it is called where it is not packed. */
  String unpackedPath() {
    return BlobForm.unpackedName(path);
  }

  InputStream open(long offset, long wanted) throws IOException {
    return content.open(state, offset, wanted);
  }

  /** The same blob as it is now. */
  Blob latest() throws IOException {
    return new Blob(id, path, type, form, content.state(), content);
  }
}
