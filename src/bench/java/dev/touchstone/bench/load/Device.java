package dev.touchstone.bench.load;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a contact visits with. Browser and operating system are ids from lists that the product
 * keeps.
 *
 * @param visitorId 64 hexadecimal digits, kept in the browser
 */
record Device(
    String visitorId,
    String browserId,
    String browserVersion,
    String operatingSystemId,
    String operatingSystemVersion) {
  private static final int DIGITS_OF_ID = 64;
  private static final List<String> BROWSERS = ids(6, 0xB0);
  private static final List<String> BROWSER_VERSIONS =
      List.of("88.0.4324.182", "87.0.4280.88", "85.0", "14.0.3", "86.0.622.38", "11.0");
  private static final List<String> SYSTEMS = ids(5, 0x05);
  private static final List<String> SYSTEM_VERSIONS = List.of("10.0", "10.15.7", "14.4", "11", "");

  private static List<String> ids(int count, long seed) {
    Chance chance = new Chance(seed);
    return Stream.generate(chance::guid).limit(count).map(UUID::toString).toList();
  }

  static Device any(Chance chance) {
    return new Device(
        chance.hex(DIGITS_OF_ID),
        chance.oneOf(BROWSERS),
        chance.oneOf(BROWSER_VERSIONS),
        chance.oneOf(SYSTEMS),
        chance.oneOf(SYSTEM_VERSIONS));
  }

  String newSession(Chance chance) {
    return chance.hex(DIGITS_OF_ID);
  }
}
