/**
 * Faults on purpose, against the topology of production on loopback: nginx with the shipped
 * configuration, two instances and a worker of the built jar, PostgreSQL with its three roles,
 * Redis. Run by {@code ./test.sh production}; each drill prints its figures.
 */
package io.oeeanalytics.drill;
