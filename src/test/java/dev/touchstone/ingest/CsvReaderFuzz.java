package dev.touchstone.ingest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class CsvReaderFuzz {
  private static final int[] LIMITS = {16, 100, CsvReader.MAX_RECORD_BYTES};

  @FuzzTest(maxDuration = "5s")
  void everyByteIsAccountedFor(byte[] bytes) throws IOException {
    for (int limit : LIMITS) {
      CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), limit);
      long passedOn = 0;
      long end = 0;
      for (CsvRow row = reader.next(); row != null; row = reader.next()) {
        if (row.bytes().offset() < end || row.bytes().length() == 0) {
          throw new AssertionError(row.bytes() + " begins before byte " + end);
        }
        end = row.bytes().offset() + row.bytes().length();
        passedOn += row.bytes().length();
        if (row instanceof CsvRecord record) {
          CsvRows.fields(record);
        }
      }
      if (passedOn + reader.bytesSkipped() != bytes.length || reader.bytesDone() != bytes.length) {
        throw new AssertionError(passedOn + " bytes passed on, " + bytes.length + " given");
      }
    }
  }
}
