package dev.packhouse.adapter.http.graphql;

/** A query that cannot be read. */
final class GraphQlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient GraphQlError error;

    GraphQlException(GraphQlError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    GraphQlError error() {
        return error;
    }
}
