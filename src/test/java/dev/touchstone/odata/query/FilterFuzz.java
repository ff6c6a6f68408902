package dev.touchstone.odata.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Whatever stands in a query, it is answered or refused with a reason of the caller's. */
final class FilterFuzz {
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();
  private static final InteractionSet SET =
      new InteractionSet(
          new MemoryStore(),
          CATALOGUE,
          new InteractionProperties(CATALOGUE),
          new SkipTokens(new byte[32]));

  @FuzzTest(maxDuration = "5s")
  void queriesAreAnsweredOrRefused(byte[] input) throws IOException {
    String query = new String(input, UTF_8);
    for (String sent : new String[] {query, "$filter=" + query}) {
      try {
        SET.list("http://here/api/data/v9.2/", sent, name -> null)
            .body()
            .writeTo(new ByteArrayOutputStream());
      } catch (ODataException e) {
        int status = e.error().status();
        if (status != 400 && status != 406 && status != 501) {
          throw e;
        }
      }
    }
  }
}
