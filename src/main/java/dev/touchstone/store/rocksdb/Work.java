package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** What a caller asks of the {@link Committer}, and waits for. */
sealed interface Work {
  /** Rows to store, for the limit of the {@link Backlog}. */
  int rows();

  /** Their bytes, likewise. */
  long bytes();

  /** Completed with the outcome, or with a {@link StoreException}. */
  CompletableFuture<?> done();

  /** Encoded rows to store; lists of one size. */
  record Append(
      List<byte[]> keys, List<byte[]> values, long bytes, CompletableFuture<List<Verdict>> done)
      implements Work {
    /** A piece ends with the row that brings it to this size, so that no group is ever huge. */
    static final long MAX_BYTES = 4 << 20;

    @Override
    public int rows() {
      return keys.size();
    }

    /** The rows in their order, in pieces of bounded size. */
    static Append next(List<Interaction> interactions, int from) {
      List<byte[]> keys = new ArrayList<>();
      List<byte[]> values = new ArrayList<>();
      long bytes = 0;
      for (int i = from; i < interactions.size() && bytes < MAX_BYTES; i++) {
        byte[] key = KeyCodec.encode(interactions.get(i));
        byte[] value = RowCodec.encode(interactions.get(i));
        keys.add(key);
        values.add(value);
        bytes += key.length + value.length;
      }
      return new Append(keys, values, bytes, new CompletableFuture<>());
    }
  }

  /** All rows of a contact to remove; the outcome is how many there were. */
  record Erase(ContactId contact, CompletableFuture<Long> done) implements Work {
    @Override
    public int rows() {
      return 1;
    }

    @Override
    public long bytes() {
      return ContactId.MAX_BYTES;
    }
  }

  /** Rows to remove by their keys; the outcome is how many there were. */
  record Remove(List<byte[]> keys, CompletableFuture<Long> done) implements Work {
    @Override
    public int rows() {
      return keys.size();
    }

    @Override
    public long bytes() {
      return keys.stream().mapToLong(key -> key.length).sum();
    }
  }

  /**
   * A step on records, as {@link RecordChanges} makes them; the outcome is whether it was taken.
   */
  record Step(int rows, long bytes, BooleanSupplier step, CompletableFuture<Boolean> done)
      implements Work {}

  /**
   * Waits for an outcome.
   *
   * @throws StoreException the failure, or {@link StoreException.OutcomeUnknown} if the caller is
   *     interrupted, since the work goes on
   */
  static <T> T await(CompletableFuture<T> done) {
    try {
      return done.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.OutcomeUnknown("interrupted while the change was under way", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw Failures.again(failure);
      }
      throw new StoreException.OutcomeUnknown("the change broke off", e);
    }
  }
}
