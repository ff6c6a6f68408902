package dev.touchstone.ingest.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureAddressTest {
  private static final String SIGNATURE = "sv=2024-11-04&sp=rl&sig=c2VjcmV0%2B%3D";
  private static final String CONTAINER = "https://shop.blob.core.windows.net/export";

  @Test
  void theSignatureComesWithTheUrlOrApart() {
    AzureAddress address = new AzureAddress(CONTAINER, "", SIGNATURE);
    assertThat(AzureAddress.parse(CONTAINER + "?" + SIGNATURE, "")).isEqualTo(address);
    assertThat(AzureAddress.parse(CONTAINER, SIGNATURE + "\n")).isEqualTo(address);
    assertThat(AzureAddress.parse(CONTAINER + "/", "?" + SIGNATURE)).isEqualTo(address);
    refused(CONTAINER, "");
    refused(CONTAINER + "?" + SIGNATURE, SIGNATURE);
    refused(CONTAINER, "sv=2024-11-04&sp=rl");
  }

  @Test
  void whatStandsBehindTheContainerIsAPrefix() {
    assertThat(AzureAddress.parse(CONTAINER + "/a%20b/c?" + SIGNATURE, ""))
        .isEqualTo(new AzureAddress(CONTAINER, "a b/c/", SIGNATURE));
    assertThat(AzureAddress.parse("http://127.0.0.1:10000/account/c/p/?" + SIGNATURE, ""))
        .isEqualTo(new AzureAddress("http://127.0.0.1:10000/account/c", "p/", SIGNATURE));
    assertThat(AzureAddress.parse("https://10.0.0.1/account/c?" + SIGNATURE, "").endpoint())
        .isEqualTo("https://10.0.0.1/account/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.blob.core.windows.net/export",
        "http://127.0.0.1.evil.example/a/export",
        "https://user:secret@shop.blob.core.windows.net/export",
        "https://shop.blob.core.windows.net/",
        "https://shop.blob.core.windows.net",
        "https://127.0.0.1/account",
        "https:///export",
        "https://shop.blob.core.windows.net/exp ort",
        "ftp://shop.blob.core.windows.net/export",
      })
  void otherAddressesAreRefused(String url) {
    refused(url, SIGNATURE);
    refused(url + "?" + SIGNATURE, "");
    refused(url + "?" + SIGNATURE + "#x", "");
  }

  private static void refused(String url, String separate) {
    assertThatThrownBy(() -> AzureAddress.parse(url, separate))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageNotContainingAny("sig=c", "secret", "c2Vj")
        .hasNoCause();
  }

  @Test
  void theSignatureIsNotShown() {
    AzureAddress address = AzureAddress.parse(CONTAINER + "/p?" + SIGNATURE, "");
    assertThat(address.toString()).isEqualTo(CONTAINER + "/p/").isEqualTo(address.name());
  }

  @Test
  void urlsAreAddressesAndPathsAreNot() {
    assertThat(AzureAddress.isMeant("https://x")).isTrue();
    assertThat(AzureAddress.isMeant("http://x")).isTrue();
    assertThat(AzureAddress.isMeant("export")).isFalse();
    assertThat(AzureAddress.isMeant("./https:/x")).isFalse();
  }
}
