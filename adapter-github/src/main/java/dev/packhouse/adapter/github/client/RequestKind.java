package dev.packhouse.adapter.github.client;

/** The kind of a request, which decides how many points it costs, and which points it may spend. */
enum RequestKind {
    READ,
    CHANGE
}
