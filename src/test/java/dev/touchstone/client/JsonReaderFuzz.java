package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the text, our reader and Jackson agree about it. */
final class JsonReaderFuzz {
  @FuzzTest(maxDuration = "5s")
  void readsWhatJacksonReads(byte[] input) {
    JsonTrees.expectAlike(new String(input, UTF_8));
  }
}
