package dev.packhouse.adapter.http;

/** The reasons why the responses differ if the backend is the one for the live service. */
enum Difference {
    /** A remote registry has no list of deleted packages: {@code state=deleted} shows none. */
    DELETED_PACKAGES_ARE_NOT_LISTED,

    /** A remote registry identifies deleted packages by tokens that no response contains; ids do not identify them. */
    DELETED_PACKAGES_HAVE_NO_IDS,

    /** The server in place of the live service writes to the same logger. */
    THE_SERVER_BEHIND_LOGS_TOO,

    /** The backend has another name and another detail of its health. */
    THE_BACKEND_IS_ANOTHER
}
