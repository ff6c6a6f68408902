package dev.touchstone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFileTest {
  private static final TypeCatalogue STANDARD = CatalogueFile.standard();

  @TempDir private Path folder;

  @Test
  void standardHoldsEveryType() {
    assertThat(STANDARD.types()).hasSize(67);
    assertThat(STANDARD.types().stream().filter(InteractionType::documented)).hasSize(40);
    assertThat(
            STANDARD.types().stream()
                .filter(type -> !type.perContact())
                .map(type -> type.name().value()))
        .containsExactly(
            "ContactDeleted",
            "CustomerJourneyIterationStarted",
            "EntityDeleted",
            "SegmentMembersCountChanged");
  }

  @Test
  void typesAreFoundByEverySpelling() {
    for (String spelling :
        new String[] {"EmailContainsBlockListedLinks", "EmailContainsBlacklistedLinks"}) {
      assertThat(STANDARD.canonicalName(spelling).value())
          .isEqualTo("EmailContainsBlockListedLinks");
    }
    assertThat(STANDARD.canonicalName("ContactCheckedIntoEvent").value()).isEqualTo("EventCheckIn");
    assertThat(STANDARD.canonicalName("ContactRegisteredToEvent").value())
        .isEqualTo("EventRegistration");
    assertThat(STANDARD.canonicalName("OwnType").value()).isEqualTo("OwnType");
    assertThat(STANDARD.find("emailsent")).isEmpty();
    assertThat(STANDARD.nearest("emailsent")).isEqualTo("EmailSent");
    assertThat(STANDARD.nearest("WebsiteClick")).isEqualTo("WebsiteClicked");
  }

  @Test
  void ownTypesJoinTheCatalogue() throws IOException {
    TypeCatalogue catalogue =
        CatalogueFile.standardWith(
            file(
                """
                {"types": [{"name": "ShopVisited", "aliases": ["StoreVisited"], "exportEntity": "ShopVisited",
                  "exportColumns": [{"name": "Shop", "dataType": "string"}, {"name": "Spent", "dataType": "double"},
                                    {"name": "Visit", "dataType": "guid", "required": true}]}]}
                """));
    InteractionType own = catalogue.find("StoreVisited").orElseThrow();
    assertThat(own.name().value()).isEqualTo("ShopVisited");
    assertThat(own.perContact()).isTrue();
    assertThat(own.columns())
        .containsExactly(
            new Column("Shop", DataType.STRING),
            new Column("Spent", DataType.DOUBLE),
            new Column("Visit", DataType.GUID, true));
    assertThat(catalogue.types()).hasSize(68);
  }

  @Test
  void mistakesInOwnTypesAreNamed() throws IOException {
    refused("{\"types\": [{\"name\": \"EmailSent\"}]}", "'EmailSent' would mean two types");
    refused("{\"types\": [{\"name\": \"X\", \"alias\": []}]}", "'alias' of types[0] is not known");
    refused("{\"types\": [{\"aliases\": []}]}", "'name' is missing");
    refused("{\"types\": [{\"name\": \"X Y\"}]}", "'X Y' is not accepted");
    refused(
        "{\"types\": [{\"name\": \"X\", \"exportColumns\": [{\"name\": \"c\", \"dataType\":"
            + " \"int\"}]}]}",
        "'int'");
    refused("{\"types\": 3}", "types is not an array");
    refused("[]", "the file is not an object");
    refused("{\"types\"", "is not JSON");
    assertThatThrownBy(() -> CatalogueFile.standardWith(folder.resolve("missing.json")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing.json");
  }

  private void refused(String json, String reason) throws IOException {
    Path file = file(json);
    assertThatThrownBy(() -> CatalogueFile.standardWith(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(reason);
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("types.json"), json);
  }
}
