package dev.packhouse.architecture.bad.adapter.persistence;

/** Depends on a class that depends on this one. */
class OpenRow {

    /** The other class of the cycle. */
    OpenTable table() {
        return new OpenTable();
    }
}
