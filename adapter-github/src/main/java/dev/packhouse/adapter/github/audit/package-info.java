/** The audit trail of the live backend: a file of JSON lines in the data directory. */
package dev.packhouse.adapter.github.audit;
