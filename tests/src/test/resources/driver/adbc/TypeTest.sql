-- The table that ADBC's validation suite reads types and values of.
DROP TABLE IF EXISTS adbc_alltypes;
CREATE TABLE adbc_alltypes (
  bigint_t BIGINT,
  blob_t BLOB,
  boolean_t BOOLEAN,
  date_t DATE,
  int_t INTEGER,
  smallint_t SMALLINT,
  text_t VARCHAR,
  time_without_time_zone_t TIME,
  timestamp_without_time_zone_t TIMESTAMP,
  timestamp_with_time_zone_t TIMESTAMP WITH TIME ZONE);
INSERT INTO adbc_alltypes VALUES (
  42,
  'abcd'::BLOB,
  true,
  DATE '2000-01-01',
  42,
  42,
  'foo',
  TIME '04:05:06.123456',
  TIMESTAMP '2000-01-02 03:04:05.123',
  TIMESTAMPTZ '2000-01-02 03:04:05.123+06'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
