package dev.touchstone.store.rocksdb;

import dev.touchstone.store.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Remembers that the engine went read-only after an error, such as a full disk, until the engine
 * says that it recovered by itself or is opened anew. Thread-safe.
 */
final class EngineFaults extends AbstractEventListener {
  private volatile @Nullable Supplier<StoreException> fault;

  EngineFaults() {
    super(
        EnabledEventCallback.ON_BACKGROUND_ERROR, EnabledEventCallback.ON_ERROR_RECOVERY_COMPLETED);
  }

  /**
   * Returns if the engine takes writes.
   *
   * @throws StoreException if it does not; then nothing was written
   */
  void check() {
    Supplier<StoreException> present = fault;
    if (present != null) {
      throw present.get();
    }
  }

  @Override
  public void onBackgroundError(BackgroundErrorReason reason, Status status) {
    String words = "%s (%s)".formatted(status.getCodeString(), reason);
    // What has a cause is a fault to a log. The status's own words may name more than a log may.
    RocksDBException error = new RocksDBException(words);
    fault =
        Failures.isDamage(status)
            ? () ->
                new StoreException.Damaged("the engine found damage and stopped: " + words, error)
            : () ->
                new StoreException.Unavailable(
                    "the engine takes no writes since an error: " + words, error);
  }

  @Override
  public void onErrorRecoveryCompleted(Status oldError) {
    fault = null;
  }
}
