package dev.touchstone.privacy.request;

/** What became of a step. */
public sealed interface Taken {
  /** It was taken, or had been the last before: so the request is now. */
  record Done(SubjectRequest request) implements Taken {}

  /** There is no request of this id. */
  record Missing() implements Taken {}

  /**
   * The request stands otherwise.
   *
   * @param why in words that name nobody
   */
  record Impossible(String why) implements Taken {}
}
