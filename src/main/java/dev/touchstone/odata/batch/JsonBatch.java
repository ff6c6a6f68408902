package dev.touchstone.odata.batch;

import dev.touchstone.odata.ODataError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch in JSON, read and checked. */
record JsonBatch(List<Entry> entries) {
  JsonBatch {
    entries = List.copyOf(entries);
  }

  /**
   * One request.
   *
   * @param group the requests of one group are done all together or not at all; null for none
   * @param dependsOn ids of requests and groups before this one that must have succeeded
   * @param request null if it is none, and then {@code error} says why
   */
  record Entry(
      String id,
      @Nullable String group,
      List<String> dependsOn,
      @Nullable PartRequest request,
      @Nullable ODataError error) {
    Entry {
      dependsOn = List.copyOf(dependsOn);
    }
  }
}
