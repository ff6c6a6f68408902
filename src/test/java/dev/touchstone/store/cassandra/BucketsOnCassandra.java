package dev.touchstone.store.cassandra;

/** The contract where a contact of a few rows has many buckets: no reader notices. */
class BucketsOnCassandra extends CassandraStoreOnCassandra {
  @Override
  String keyspace() {
    return "buckets";
  }

  @Override
  Buckets buckets() {
    return new Buckets(1, 2);
  }
}
