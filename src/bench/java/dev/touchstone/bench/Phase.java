package dev.touchstone.bench;

/** A part of the benchmark that can be run by itself. */
interface Phase {
  /** What it is called on the command line and in the names of its results. */
  String name();

  Section run(Context context) throws Exception;
}
