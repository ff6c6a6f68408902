package dev.touchstone.client;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows as a server writes them. */
final class Rows {
  private Rows() {}

  /** An array of rows whose ids are these numbers. */
  static String data(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(Rows::row)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String row(int id) {
    return """
    {"InteractionId":"%d","InteractionType":"EmailOpened","Timestamp":"2020-03-16T18:58:06Z","ContactId":"c1"}\
    """
        .formatted(id);
  }
}
