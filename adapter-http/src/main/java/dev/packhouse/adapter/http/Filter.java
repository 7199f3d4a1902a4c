package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.ServerResponse;
import java.util.Optional;

/** One step of a request. */
@FunctionalInterface
interface Filter {

    /** Returns the response if the request ends with this step; empty if the next step follows. */
    Optional<ServerResponse> apply(RequestContext context);
}
