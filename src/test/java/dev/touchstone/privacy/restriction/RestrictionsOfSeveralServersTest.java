package dev.touchstone.privacy.restriction;

/** In memory, as if other servers had the same store. */
class RestrictionsOfSeveralServersTest extends RestrictionsTest {
  @Override
  boolean isShared() {
    return true;
  }
}
