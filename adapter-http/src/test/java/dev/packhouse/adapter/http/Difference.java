package dev.packhouse.adapter.http;

/** Why the server answers differently when the live service is behind it: all the reasons there are. */
enum Difference {
    /** A remote registry has no list of deleted packages: {@code state=deleted} shows none. */
    DELETED_PACKAGES_ARE_NOT_LISTED,

    /** A remote registry names deleted packages by tokens that it tells nobody: our own, their ids, name none there. */
    DELETED_PACKAGES_HAVE_NO_IDS,

    /** A version to delete is asked for first; that it is not there comes back in the words of that answer. */
    MISSING_VERSIONS_ARE_SEEN_FIRST,

    /** An organization is shown as its own address shows it, also where it is asked for among the users. */
    ORGANIZATIONS_ARE_NO_USERS,

    /** Whom a workflow's token belongs to is asked at an address that a server of our own does not have. */
    WORKFLOWS_ARE_UNKNOWN,

    /** The server behind, which has the same logger here, writes lines of its own. */
    THE_SERVER_BEHIND_LOGS_TOO,

    /** The backend has a name, and a word for its health, of its own. */
    THE_BACKEND_IS_ANOTHER
}
