package dev.packhouse.architecture.bad.adapter.persistence;

/** A public class that is no provider, in a cycle with its row. */
public class OpenTable {

    /** The other class of the cycle. */
    OpenRow row() {
        return new OpenRow();
    }
}
