package dev.touchstone.ingest;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Verdict;
import java.util.Collections;
import java.util.List;

/** Where the rows of an import go. */
interface RowSink {
  /** Takes rows; when it returns they are durable. */
  List<Verdict> append(List<Interaction> rows);

  /** Takes nothing. Nobody has looked what the store holds: every row counts as stored. */
  RowSink NOWHERE = rows -> Collections.nCopies(rows.size(), Verdict.STORED);
}
