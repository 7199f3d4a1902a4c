package dev.packhouse.architecture.bad.adapter.http;

import dev.packhouse.architecture.bad.adapter.persistence.OpenTable;

/** An adapter that depends on another one. */
class NamesABackend {

    OpenTable table() {
        return new OpenTable();
    }
}
