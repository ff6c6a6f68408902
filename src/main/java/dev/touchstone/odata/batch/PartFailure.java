package dev.touchstone.odata.batch;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.store.FailureLog;
import dev.touchstone.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store that fails one request of a batch: the caller gets an error, the log gets the cause. */
public final class PartFailure {
  private static final Logger LOG = LoggerFactory.getLogger(PartFailure.class);

  private PartFailure() {}

  /** What that request is answered. */
  public static Answer answer(StoreException failure) {
    FailureLog.log(LOG, "a request of a batch failed", failure);
    return ODataError.of(failure).answer();
  }
}
