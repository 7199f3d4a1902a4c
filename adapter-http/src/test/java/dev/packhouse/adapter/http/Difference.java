package dev.packhouse.adapter.http;

/** Why the server answers differently when the live service is behind it: all the reasons there are. */
enum Difference {
    UNSORTED
}
