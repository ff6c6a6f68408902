package dev.touchstone.odata.batch;

import dev.touchstone.odata.ODataError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch of {@code multipart/mixed}, read and checked. */
record MultipartBatch(List<Item> items) {
  MultipartBatch {
    items = List.copyOf(items);
  }

  /** What a batch is made of, in its order. */
  sealed interface Item {}

  /** A request that is done all together with the others of its change set, or not at all. */
  record ChangeSet(List<Part> parts) implements Item {
    public ChangeSet {
      parts = List.copyOf(parts);
    }
  }

  /** One request, or what is wrong with it. */
  sealed interface Part extends Item {
    /** The name that the caller gave to the part; null if none. */
    @Nullable String contentId();
  }

  record Parsed(@Nullable String contentId, PartRequest request) implements Part {}

  /** A part that is no request; its error is its answer. */
  record Broken(@Nullable String contentId, ODataError error) implements Part {}
}
