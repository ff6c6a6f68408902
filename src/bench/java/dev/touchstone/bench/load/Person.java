package dev.touchstone.bench.load;

import dev.touchstone.interaction.ContactId;
import java.util.List;
import java.util.stream.Stream;

/** A contact, and what is the same in all its rows. */
record Person(
    ContactId contact, String emailAddress, String emailDomain, Place place, List<Device> devices) {
  private static final List<String> DOMAINS =
      List.of("example.com", "example.com", "example.org", "example.net");
  private static final int DIGITS_OF_ADDRESS = 8;

  /** The contact of a rank, 0 having the longest history; always the same one for a seed. */
  static Person of(long seed, int rank) {
    Chance chance = new Chance(Chance.mix(seed, rank));
    ContactId contact = new ContactId(chance.guid().toString());
    String domain = chance.oneOf(DOMAINS);
    String address = chance.hex(16).substring(0, DIGITS_OF_ADDRESS) + "@" + domain;
    Place place = Place.any(chance);
    List<Device> devices =
        Stream.generate(() -> Device.any(chance)).limit(1 + chance.repeats(0.3)).toList();
    return new Person(contact, address, domain, place, devices);
  }

  Device anyDevice(Chance chance) {
    return chance.oneOf(devices);
  }
}
