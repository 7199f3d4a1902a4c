package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.control.RecordedRequest;
import dev.packhouse.adapter.http.operation.DecisionHeader;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the records of requests. */
final class RequestRecords {

    private RequestRecords() {}

    /**
     * Returns the record of a request.
     *
     * @param status the status that is sent; empty if the connection is closed without a response
     */
    static RecordedRequest of(RequestContext context, ServerResponse response, OptionalInt status) {
        return new RecordedRequest(
                context.id(),
                context.arrivedAt(),
                context.request().getMethod(),
                context.request().getRequestURI(),
                Optional.ofNullable(context.request().getQueryString()),
                status,
                context.caller().map(Principal::label).orElse("unidentified"),
                DecisionHeader.decision(response),
                response.refusal(),
                context.fault().map(match -> OptionalInt.of(match.number())).orElseGet(OptionalInt::empty));
    }
}
