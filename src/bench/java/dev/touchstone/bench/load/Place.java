package dev.touchstone.bench.load;

import java.util.List;

/**
 * Where a visitor is, as geolocation tells: the country always, the rest not always, as in the
 * sample.
 */
record Place(String country, String state, String city, String postalCode) {
  private static final List<Place> PLACES =
      List.of(
          new Place("GB", "HCK", "Hackney", "E2"),
          new Place("GB", "SRY", "Redhill", "RH1"),
          new Place("GB", "", "", ""),
          new Place("AU", "NSW", "", ""),
          new Place("AU", "VIC", "Abbotsford", "3067"),
          new Place("IE", "L", "Dublin", "D02"),
          new Place("NO", "03", "Oslo", "0001"),
          new Place("DE", "BE", "Berlin", "10115"),
          new Place("DE", "HE", "Frankfurt am Main", "60313"),
          new Place("CH", "ZH", "Zürich", "8001"),
          new Place("FR", "IDF", "Paris", "75001"),
          new Place("SE", "AB", "Stockholm", "111 29"),
          new Place("US", "CA", "San Francisco", "94103"),
          new Place("US", "TX", "", ""),
          new Place("US", "", "", ""),
          new Place("IN", "MH", "Mumbai", "400001"));

  static Place any(Chance chance) {
    return chance.oneOf(PLACES);
  }
}
