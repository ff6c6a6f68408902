package dev.touchstone.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.StoreException;
import org.junit.jupiter.api.Test;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What the engine tells of a disk, in the words of the store. */
class EngineFaultsTest {
  private static final Status FULL =
      new Status(Status.Code.IOError, Status.SubCode.NoSpace, "/somewhere/000001.log");

  @Test
  void anErrorOfTheDiskIsAFaultWithACauseUntilItIsOver() {
    RocksDB.loadLibrary();
    try (EngineFaults faults = new EngineFaults()) {
      faults.check();
      faults.onBackgroundError(BackgroundErrorReason.FLUSH, FULL);
      assertThatThrownBy(faults::check)
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessage("the engine takes no writes since an error: IOError(NoSpace) (FLUSH)")
          .cause()
          .isInstanceOf(RocksDBException.class)
          .hasMessage("IOError(NoSpace) (FLUSH)");
      faults.onErrorRecoveryCompleted(FULL);
      assertThatCode(faults::check).doesNotThrowAnyException();
    }
  }
}
