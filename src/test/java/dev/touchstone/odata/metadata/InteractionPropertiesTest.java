package dev.touchstone.odata.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InteractionPropertiesTest {
  private final InteractionProperties properties =
      new InteractionProperties(CatalogueFile.standard());

  @ParameterizedTest
  @CsvSource({
    "EmailDomain, emaildomain",
    "Own, Own",
    "own_1, own_1",
    "emaildomain, _x0065_maildomain",
    "version, _x0076_ersion",
    "a b, a_x0020_b",
    "@odata.type, _x0040_odata_x002E_type",
    "1st, _x0031_st",
    "a_x0020_b, a_x005F_x0020_b",
    "é, _x00E9_",
    "😀, _xD83D__xDE00_",
  })
  void everyColumnHasOneProperty(String column, String property) {
    assertThat(properties.propertyOf(column)).isEqualTo(property);
  }

  @Test
  void identityComesFirst() {
    assertThat(properties.names()).startsWith("interactionkey", "contactid");
    assertThat(properties.isDeclared("emaildomain")).isTrue();
    assertThat(properties.isDeclared("EmailDomain")).isFalse();
  }
}
