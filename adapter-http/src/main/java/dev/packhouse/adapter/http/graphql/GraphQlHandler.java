package dev.packhouse.adapter.http.graphql;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.operation.RefusalResponses;
import dev.packhouse.adapter.http.payload.AccountPayloads;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes queries in GraphQL about the caller and the rate limit. Any other query gets GraphQL's own errors, with status 200.
 */
public final class GraphQlHandler {

    private static final String DOCUMENTATION = "https://docs.github.com/graphql";
    private static final String VIEWER = "viewer";
    private static final String RATE_LIMIT = "rateLimit";

    private final PackageCatalog catalog;

    /** Creates a handler that reads the caller from this port. */
    public GraphQlHandler(PackageCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog");
    }

    /**
     * Returns the response to a request.
     *
     * @param body the body, which is read only for a caller with a token
     */
    public ServerResponse handle(AuthenticatedRequest request, InputStream body) {
        if (request.caller().principal() instanceof Principal.Anonymous) {
            return ServerResponse.error(
                    401,
                    "This endpoint requires you to be authenticated.",
                    DOCUMENTATION + "/guides/forming-calls-with-graphql#authenticating-with-graphql");
        }
        try {
            Optional<byte[]> bytes = RequestBody.read(body, System::nanoTime);
            return bytes.isEmpty()
                    ? ServerResponse.error(413, "Payload Too Large", DOCUMENTATION)
                    : answer(GraphQlRequest.parse(bytes.get()), request);
        } catch (IOException e) {
            return ServerResponse.error(400, "Problems parsing JSON", DOCUMENTATION);
        }
    }

    private ServerResponse answer(GraphQlRequest asked, AuthenticatedRequest request) {
        if (asked.query().isEmpty()) {
            return ok(GraphQlError.response(
                    List.of(GraphQlError.of("A query attribute must be specified and must be a string."))));
        }
        try {
            GraphQlOperation operation =
                    operation(GraphQlParser.parse(asked.query().get()), asked.operationName());
            List<GraphQlError> errors = GraphQlSchema.validate(operation);
            return errors.isEmpty() ? execute(operation, request) : ok(GraphQlError.response(errors));
        } catch (GraphQlException e) {
            return ok(GraphQlError.response(List.of(e.error())));
        }
    }

    private static GraphQlOperation operation(List<GraphQlOperation> operations, Optional<String> name)
            throws GraphQlException {
        if (name.isPresent()) {
            return operations.stream()
                    .filter(operation -> operation.name().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() ->
                            new GraphQlException(GraphQlError.of("No operation named \"%s\"".formatted(name.get()))));
        }
        if (operations.size() > 1) {
            throw new GraphQlException(GraphQlError.of("An operation name is required"));
        }
        return operations.get(0);
    }

    private ServerResponse execute(GraphQlOperation operation, AuthenticatedRequest request) {
        Map<String, Object> root = new HashMap<>();
        request.rateLimit().ifPresent(limit -> root.put(RATE_LIMIT, fields(limit)));
        Optional<GraphQlField> viewer = operation.selections().stream()
                .filter(field -> field.name().equals(VIEWER))
                .findFirst();
        if (viewer.isEmpty()) {
            return data(operation, root);
        }
        return catalog.account(request.caller(), new OwnerReference.Caller())
                .fold(
                        account -> {
                            root.put(VIEWER, AccountPayloads.viewer(account, request.base()));
                            return data(operation, root);
                        },
                        refusal -> refused(refusal, viewer.get(), request));
    }

    /** GitHub's value of a field that the token does not open is an error beside the data, which is null. */
    private static ServerResponse refused(Refusal refusal, GraphQlField viewer, AuthenticatedRequest request) {
        if (refusal.reason() != Refusal.Reason.TOKEN_NOT_SUPPORTED) {
            return RefusalResponses.of(refusal, DOCUMENTATION, request.base());
        }
        GraphQlError error = new GraphQlError(
                Optional.of("FORBIDDEN"),
                List.of(viewer.key()),
                Map.of(),
                Optional.of(viewer.at()),
                refusal.explanation());
        return ok(json -> {
            json.writeStartObject();
            json.writeNullField("data");
            GraphQlError.writeAll(json, List.of(error));
            json.writeEndObject();
        });
    }

    /** The limit of this server, which counts a query as one request. */
    private static Map<String, Object> fields(RateLimit limit) {
        return Map.of(
                "limit", limit.limit(),
                "cost", 1L,
                "remaining", limit.remaining(),
                "used", limit.used(),
                "nodeCount", 0L,
                "resetAt", limit.reset().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static ServerResponse data(GraphQlOperation operation, Map<String, Object> root) {
        Map<String, Object> selected = GraphQlSchema.select(operation, root);
        return ok(json -> {
            json.writeStartObject();
            json.writeFieldName("data");
            write(json, selected);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Map<?, ?> object) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : object.entrySet()) {
            json.writeFieldName((String) field.getKey());
            if (field.getValue() instanceof Map<?, ?> nested) {
                write(json, nested);
            } else if (field.getValue() instanceof Long number) {
                json.writeNumber(number);
            } else {
                json.writeString((String) field.getValue());
            }
        }
        json.writeEndObject();
    }

    /** With this header, as GitHub sends it, the response has no entity tag. */
    private static ServerResponse ok(Json json) {
        return ServerResponse.ok(json).with("Cache-Control", "no-cache");
    }
}
