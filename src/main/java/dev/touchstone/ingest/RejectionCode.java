package dev.touchstone.ingest;

import java.util.Locale;

/**
 * Why a row was rejected, for programs. A code keeps its meaning for ever; new ones may come. The
 * first word says what is meant: a column of the identity, a column, or the row.
 */
public enum RejectionCode {
  /** The row is longer than is read. */
  ROW_TOO_LARGE,
  /** The fields of the row are more, or larger together, than one interaction may have. */
  ROW_FIELDS,
  /** The row is not UTF-8. */
  ROW_NOT_UTF8,
  /** The row is not JSON. */
  ROW_NOT_JSON,
  /** The row is JSON, but no object. */
  ROW_NOT_OBJECT,
  /** The row is not CSV: its quotes or line ends are wrong. */
  ROW_NOT_CSV,
  /** The row has more or fewer fields than the header has columns. */
  ROW_FIELD_COUNT,
  /** The row stands behind a broken one and may be a part of it. */
  ROW_BEHIND_BROKEN,
  /** The header, or the name of the folder, makes no row of the blob readable. */
  HEADER,
  /** What the blob is packed into is broken; what stands behind that place cannot be read. */
  PACKING,
  /** A column has no name. */
  COLUMN_NAME,
  /** Two columns have one name. */
  COLUMN_REPEATED,
  /** The name is that of a column of the identity in other letters. */
  COLUMN_MISSPELLED,
  /** The catalogue does not give the column to the type, and such columns are not kept. */
  COLUMN_UNKNOWN,
  /** The catalogue asks for the column, and the row has no value there. */
  COLUMN_MISSING,
  /** The value is an object or an array. */
  VALUE_NESTED,
  /** The value has half of a surrogate pair. */
  VALUE_NOT_TEXT,
  /** The column is of type int64, the value is none. */
  VALUE_NOT_INTEGER,
  /** The column is of type double, the value is none. */
  VALUE_NOT_NUMBER,
  /** The column is of type dateTimeOffset, the value is none. */
  VALUE_NOT_DATE,
  /** The column is of type guid, the value is none. */
  VALUE_NOT_GUID,
  /** The row does not say its type. */
  TYPE_MISSING,
  /** The type is no type name. */
  TYPE_INVALID,
  /** The catalogue does not know the type, and such rows are not kept. */
  TYPE_UNKNOWN,
  /** The row says another type than the folder it lies in. */
  TYPE_OTHER,
  /** The contact id is too long. */
  CONTACT_INVALID,
  /** The row does not say when. */
  TIMESTAMP_MISSING,
  /** The timestamp is none. */
  TIMESTAMP_INVALID,
  /** The timestamp lies too far in the future. */
  TIMESTAMP_FUTURE,
  /** The row has no id, and none is derived. */
  ID_MISSING,
  /** The id is too long. */
  ID_INVALID,
  /** The row has two ids that differ. */
  ID_CONTRADICTORY,
  /** The version is no whole number that fits. */
  VERSION_INVALID;

  /** The code as it is written: lower case, with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
