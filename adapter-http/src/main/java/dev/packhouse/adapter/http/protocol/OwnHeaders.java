package dev.packhouse.adapter.http.protocol;

/** The names of the response headers that GitHub does not have. */
public final class OwnHeaders {

    /** The change was decided and not applied. The value is {@code true}. */
    public static final String DRY_RUN = "X-Packhouse-Dry-Run";

    /** The list lacks items that may exist. The value says why. */
    public static final String INCOMPLETE = "X-Packhouse-Incomplete";

    private OwnHeaders() {}
}
