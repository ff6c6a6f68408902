package dev.touchstone.store.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is to be written into pieces that a node takes in one statement. */
final class Pieces {
  private Pieces() {}

  /**
   * Cuts a list, in its order.
   *
   * @param most how many a piece may have
   * @param bytes a piece ends with the one that brings it to this size
   * @param size the bytes of one
   */
  static <T> List<List<T>> of(List<T> all, int most, long bytes, ToIntFunction<T> size) {
    List<List<T>> pieces = new ArrayList<>();
    List<T> piece = new ArrayList<>();
    long gathered = 0;
    for (T each : all) {
      piece.add(each);
      gathered += size.applyAsInt(each);
      if (piece.size() == most || gathered >= bytes) {
        pieces.add(piece);
        piece = new ArrayList<>();
        gathered = 0;
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
    return pieces;
  }
}
