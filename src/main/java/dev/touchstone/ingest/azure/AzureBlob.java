package dev.touchstone.ingest.azure;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobType;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import dev.touchstone.ingest.BlobContent;
import dev.touchstone.ingest.BlobState;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A blob of a container. Its stamp is its ETag, which the storage changes with every write. An
 * append blob takes bytes at its end and nowhere else; one that is made anew has another moment of
 * creation.
 */
record AzureBlob(BlobClient client) implements BlobContent {
  private static final int BLOCK_BYTES = 4 << 20;

  @Override
  public BlobState state() throws IOException {
    try {
      BlobProperties now = client.getProperties();
      return state(now.getBlobSize(), now.getETag(), now.getBlobType(), now.getCreationTime());
    } catch (RuntimeException e) {
      throw AzureErrors.translate(e, client.getBlobName());
    }
  }

  static BlobState state(BlobItemProperties listed) {
    return state(
        listed.getContentLength(),
        listed.getETag(),
        listed.getBlobType(),
        listed.getCreationTime());
  }

  /** A listing writes ETags without quotes, a header with them. */
  private static BlobState state(
      @Nullable Long bytes,
      @Nullable String etag,
      @Nullable BlobType type,
      @Nullable OffsetDateTime created) {
    return new BlobState(
        bytes == null ? 0 : bytes,
        etag == null ? "" : etag.replace("\"", ""),
        type == BlobType.APPEND_BLOB && created != null ? created.toInstant().toString() : "");
  }

  @Override
  public InputStream open(BlobState state, long offset, long wanted) throws IOException {
    if (offset >= state.bytes()) {
      return InputStream.nullInputStream();
    }
    BlobInputStreamOptions options =
        new BlobInputStreamOptions()
            .setRange(new BlobRange(offset, Math.min(wanted, state.bytes() - offset)))
            .setBlockSize(BLOCK_BYTES)
            .setRequestConditions(
                new BlobRequestConditions().setIfMatch("\"" + state.stamp() + "\""));
    try {
      return new AzureInput(client.openInputStream(options), client.getBlobName());
    } catch (RuntimeException e) {
      throw AzureErrors.translate(e, client.getBlobName());
    }
  }

  /** Says what went wrong in our own words. */
  private static final class AzureInput extends InputStream {
    private final InputStream in;
    private final String name;

    AzureInput(InputStream in, String name) {
      this.in = in;
      this.name = name;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return in.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        throw AzureErrors.translate(e, name);
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
