package dev.touchstone.odata;

/** The types that parameters have. */
enum EdmType {
  STRING("Edm.String"),
  INT32("Edm.Int32");

  private final String spelling;

  EdmType(String spelling) {
    this.spelling = spelling;
  }

  String spelling() {
    return spelling;
  }
}
