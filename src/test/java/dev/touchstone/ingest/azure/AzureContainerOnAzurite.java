package dev.touchstone.ingest.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.ingest.Blob;
import dev.touchstone.ingest.BlobChangedException;
import dev.touchstone.ingest.BlobListing;
import dev.touchstone.ingest.BlobState;
import dev.touchstone.ingest.ContainerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AzureContainerOnAzurite {
  private Azurite azurite;

  @BeforeAll
  void start() throws IOException {
    azurite = Azurite.start();
  }

  @AfterAll
  void stop() {
    azurite.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static BlobListing list(String url) throws IOException {
    AzureAddress address = AzureAddress.parse(url, "");
    return new AzureContainer(() -> address, null).list();
  }

  private static Blob only(Azurite.Container container) throws IOException {
    return list(container.signedUrl()).blobs().getFirst();
  }

  private static byte[] read(Blob blob, long offset) throws IOException {
    try (InputStream in = blob.content().open(blob.state(), offset, Long.MAX_VALUE)) {
      return in.readAllBytes();
    }
  }

  @Test
  void anExportIsListedAndRead() throws IOException {
    Azurite.Container container =
        azurite
            .container()
            .write("model.json", bytes("{}"))
            .write("csv/EmailSent/b ü+%2F#?", bytes("two"))
            .write("csv/EmailSent/a", bytes(""))
            .write("csv/EmailSent/deep/c", bytes("x"))
            .write("rows.csv", bytes("x"));
    BlobListing listing = list(container.signedUrl());
    assertThat(listing.blobs())
        .extracting(blob -> blob.path() + " " + blob.type() + " " + blob.bytes())
        .containsExactly("csv/EmailSent/a EmailSent 0", "csv/EmailSent/b ü+%2F#? EmailSent 3");
    assertThat(read(listing.blobs().get(0), 0)).isEmpty();
    assertThat(read(listing.blobs().get(1), 1)).isEqualTo(bytes("wo"));
    assertThat(read(listing.blobs().get(1), 3)).isEmpty();
    assertThat(listing.blobs()).allMatch(blob -> blob.id().startsWith(container.url() + "/"));
    assertThat(listing.toString()).doesNotContain("sig=");
  }

  @Test
  void whatIsNoExportIsReadByNamesBelowThePrefix() throws IOException {
    Azurite.Container container =
        azurite
            .container()
            .write("2024/a.ndjson.gz", bytes("x"))
            .write("2024/a.txt", bytes("x"))
            .write("2025/b.csv", bytes("x"));
    assertThat(list(container.signedUrl()).blobs())
        .extracting(Blob::path)
        .containsExactly("2024/a.ndjson.gz", "2025/b.csv");
    assertThat(list(container.url() + "/2025?" + container.signature(60)).blobs())
        .extracting(Blob::path)
        .containsExactly("b.csv");
    assertThatThrownBy(() -> list(container.url() + "/2026?" + container.signature(60)))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("holds no blobs");
  }

  @Test
  void aLongListingIsReadToItsEnd() throws IOException {
    Azurite.Container container = azurite.container();
    for (int i = 0; i < 30; i++) {
      container.write("csv/EmailSent/" + (char) ('a' + i % 26) + i, bytes("x"));
    }
    assertThat(list(container.signedUrl()).blobs()).hasSize(30);
  }

  @Test
  void largeBlobsAreReadInPartsFromAnyPlace() throws IOException {
    byte[] large = new byte[9 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + (i >> 12));
    }
    Blob blob = only(azurite.container().write("csv/EmailSent/large", large));
    assertThat(read(blob, 0)).isEqualTo(large);
    int offset = (5 << 20) + 17;
    assertThat(read(blob, offset)).isEqualTo(Arrays.copyOfRange(large, offset, large.length));
  }

  @Test
  void whatIsReplacedOrGrownIsNoticed() throws IOException {
    Azurite.Container container = azurite.container().write("csv/EmailSent/a", bytes("one"));
    Blob before = only(container);
    assertThat(only(container).state()).isEqualTo(before.state());
    assertThat(before.content().state()).isEqualTo(before.state());
    assertThat(before.state().lineage()).isEmpty();
    container.write("csv/EmailSent/a", bytes("two"));
    assertThat(only(container).state().stamp()).isNotEqualTo(before.state().stamp());
    assertThatThrownBy(() -> read(before, 0)).isInstanceOf(BlobChangedException.class);
  }

  @Test
  void anAppendBlobGrowsAndKeepsItsLineage() throws IOException {
    Azurite.Container container = azurite.container().create("csv/EmailSent/a", bytes("one"));
    Blob before = only(container);
    BlobState old = before.state();
    assertThat(old.lineage()).isNotEmpty();
    assertThat(before.content().state()).isEqualTo(old);
    container.append("csv/EmailSent/a", bytes("two"));
    Blob grown = only(container);
    assertThat(grown.state().lineage()).isEqualTo(old.lineage());
    assertThat(grown.state().stamp()).isNotEqualTo(old.stamp());
    assertThat(read(grown, 3)).isEqualTo(bytes("two"));
    assertThatThrownBy(() -> read(before, 0)).isInstanceOf(BlobChangedException.class);
  }

  @Test
  void aSignatureThatDoesNotHoldIsToldAndNotShown() {
    Azurite.Container container = azurite.container().write("csv/EmailSent/a", bytes("one"));
    String ended = container.signature(-3_600);
    assertThatThrownBy(() -> list(container.url() + "?" + ended))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("403")
        .hasMessageNotContainingAny("sig=", ended.substring(ended.indexOf("sig=") + 4))
        .hasNoCause();
    String url = container.url();
    String other = url.substring(0, url.length() - 1) + "x?" + container.signature(60);
    assertThatThrownBy(() -> list(other)).isInstanceOf(ContainerException.class);
  }
}
