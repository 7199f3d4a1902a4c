package dev.packhouse.adapter.http.route;

import dev.packhouse.domain.access.Operation;
import java.util.EnumMap;
import java.util.Map;

/**
 * One operation in one form of path. The table of all endpoints is built once.
 *
 * @param operation the operation
 * @param template the path with placeholders in place of values
 * @param documentationUrl the URL of GitHub's documentation
 */
public record Endpoint(Operation operation, String template, String documentationUrl) {

    private static final Map<OwnerPath, Map<Operation, Endpoint>> ALL = new EnumMap<>(OwnerPath.class);

    static {
        for (OwnerPath path : OwnerPath.values()) {
            Map<Operation, Endpoint> endpoints = new EnumMap<>(Operation.class);
            for (Operation operation : Operation.values()) {
                endpoints.put(
                        operation,
                        new Endpoint(
                                operation,
                                path.template() + below(operation),
                                path.audience().documentationUrl(operation)));
            }
            ALL.put(path, endpoints);
        }
    }

    static Endpoint of(OwnerPath path, Operation operation) {
        return ALL.get(path).get(operation);
    }

    private static String below(Operation operation) {
        String named = "/packages/{package_type}/{package_name}";
        String version = named + "/versions/{package_version_id}";
        return switch (operation) {
            case LIST_PACKAGES -> "/packages";
            case GET_PACKAGE, DELETE_PACKAGE -> named;
            case RESTORE_PACKAGE -> named + "/restore";
            case LIST_VERSIONS -> named + "/versions";
            case GET_VERSION, DELETE_VERSION -> version;
            case RESTORE_VERSION -> version + "/restore";
            case LIST_DOCKER_CONFLICTS -> "/docker/conflicts";
        };
    }
}
