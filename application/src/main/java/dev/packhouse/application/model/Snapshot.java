package dev.packhouse.application.model;

/**
 * Everything that a store held at some moment: its entries, the ids that were used, and the audit trail. Valid until it is closed, while
 * the store is open. Every method throws a {@link BackendException} if the storage fails.
 */
public interface Snapshot extends AutoCloseable {

    /** Puts the store back to this moment, in one transaction. What has changed since is lost. */
    void restore();

    /** Deletes the snapshot. */
    @Override
    void close();
}
