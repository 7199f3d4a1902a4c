package dev.packhouse.adapter.http.route;

import dev.packhouse.adapter.http.protocol.PercentEncoding;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The result of routing a request.
 *
 * <p>{@link #of} splits the raw path into segments before it decodes each of them. A server that decodes or normalizes
 * the path first cannot distinguish the slash in {@code team%2Fapp} from a separator. A switch over the segments finds
 * the route, so that a hundred templates are not tried one by one.
 *
 * @param route the route; {@code UNKNOWN} if none matches
 * @param prefixed whether the path has the prefix {@value PublicUrl#PREFIX}
 */
public record RouteMatch(Route route, boolean prefixed) {

    private static final int MAX_SEGMENTS = 9;

    /**
     * Finds the route of a request.
     *
     * @param method the method of the request
     * @param rawPath the path as it was sent, not decoded
     */
    public static RouteMatch of(String method, String rawPath) {
        boolean prefixed = rawPath.startsWith(PublicUrl.PREFIX)
                && (rawPath.length() == PublicUrl.PREFIX.length() || rawPath.charAt(PublicUrl.PREFIX.length()) == '/');
        int start = prefixed ? PublicUrl.PREFIX.length() : 0;
        if (rawPath.length() == start || (rawPath.length() == start + 1 && rawPath.charAt(start) == '/')) {
            return new RouteMatch(isRead(method) ? Route.StaticRoute.INDEX : Route.StaticRoute.UNKNOWN, prefixed);
        }
        if (rawPath.charAt(start) != '/') {
            return new RouteMatch(Route.StaticRoute.UNKNOWN, prefixed);
        }
        if (method.equals("POST") && (rawPath.equals("/graphql") || rawPath.equals("/api/graphql"))) {
            return new RouteMatch(new Route.GraphQlRoute(), false);
        }
        return new RouteMatch(
                segments(rawPath, start + 1)
                        .flatMap(segments -> route(method, segments))
                        .orElse(Route.StaticRoute.UNKNOWN),
                prefixed);
    }

    private static Optional<List<String>> segments(String path, int start) {
        List<String> segments = new ArrayList<>(MAX_SEGMENTS);
        int from = start;
        while (true) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            if (end == from || segments.size() == MAX_SEGMENTS) {
                return Optional.empty();
            }
            Optional<String> segment = PercentEncoding.decodeSegment(path.substring(from, end));
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
            if (slash < 0) {
                return Optional.of(segments);
            }
            from = slash + 1;
        }
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private static Optional<Route> route(String method, List<String> segments) {
        return switch (segments.get(0)) {
            case "orgs" ->
                atLeast(2, segments)
                        .flatMap(s -> below(
                                method,
                                OwnerPath.ORGANIZATION,
                                named(s.get(1), OwnerReference.OrganizationLogin::new),
                                s,
                                2));
            case "users" ->
                atLeast(2, segments)
                        .flatMap(s ->
                                below(method, OwnerPath.USER, named(s.get(1), OwnerReference.AnyLogin::new), s, 2));
            case "organizations" ->
                atLeast(2, segments)
                        .flatMap(s -> accountId(s.get(1)))
                        .flatMap(id -> below(
                                method,
                                OwnerPath.ORGANIZATION_NUMBER,
                                new OwnerReference.OrganizationNumber(id),
                                segments,
                                2));
            case "user" -> ofUser(method, segments);
            case "repos" -> isRead(method) ? DirectoryMatch.repository(segments) : Optional.empty();
            case "rate_limit" -> staticRoute(method, Route.StaticRoute.RATE_LIMIT, segments.size() == 1);
            case "versions" -> staticRoute(method, Route.StaticRoute.VERSIONS, segments.size() == 1);
            case "meta" -> staticRoute(method, Route.StaticRoute.META, segments.size() == 1);
            case "installation" ->
                staticRoute(
                        method,
                        Route.StaticRoute.INSTALLATION_REPOSITORIES,
                        segments.size() == 2 && segments.get(1).equals("repositories"));
            case "zen" -> staticRoute(method, Route.StaticRoute.ZEN, segments.size() == 1);
            default -> Optional.empty();
        };
    }

    private static Optional<Route> staticRoute(String method, Route route, boolean matches) {
        return matches && isRead(method) ? Optional.of(route) : Optional.empty();
    }

    private static Optional<Route> ofUser(String method, List<String> segments) {
        Optional<AccountId> number = atLeast(2, segments).flatMap(s -> accountId(s.get(1)));
        return number.isPresent()
                ? below(method, OwnerPath.USER_NUMBER, new OwnerReference.AnyNumber(number.get()), segments, 2)
                : below(method, OwnerPath.CALLER, new OwnerReference.Caller(), segments, 1);
    }

    private static Optional<List<String>> atLeast(int size, List<String> segments) {
        return segments.size() >= size ? Optional.of(segments) : Optional.empty();
    }

    private static List<String> rest(List<String> segments, int from) {
        return segments.subList(from, segments.size());
    }

    private static Optional<Route> below(
            String method, OwnerPath path, OwnerReference owner, List<String> segments, int from) {
        List<String> rest = rest(segments, from);
        if (rest.isEmpty()) {
            boolean organization = path.audience() == Audience.ORGANIZATION;
            return isRead(method)
                    ? Optional.of(
                            new Route.AccountRoute(path.template(), path.accountDocumentation(), owner, organization))
                    : Optional.empty();
        }
        if (rest.equals(List.of("docker", "conflicts"))) {
            return packages(isRead(method), path, Operation.LIST_DOCKER_CONFLICTS, owner, Optional.empty());
        }
        if (!rest.get(0).equals("packages")) {
            return isRead(method) ? DirectoryMatch.below(path, owner, segments, rest) : Optional.empty();
        }
        if (rest.size() == 1) {
            return packages(isRead(method), path, Operation.LIST_PACKAGES, owner, Optional.empty());
        }
        return rest.size() < 3
                ? Optional.empty()
                : PackageType.parse(rest.get(1))
                        .flatMap(type -> belowPackage(method, path, owner, type, rest.get(2), rest(rest, 3)));
    }

    private static Optional<Route> belowPackage(
            String method, OwnerPath path, OwnerReference owner, PackageType type, String name, List<String> rest) {
        Optional<Route.PackagePath> item = Optional.of(new Route.PackagePath(type, name, Optional.empty()));
        if (rest.isEmpty()) {
            return method.equals("DELETE")
                    ? packages(true, path, Operation.DELETE_PACKAGE, owner, item)
                    : packages(isRead(method), path, Operation.GET_PACKAGE, owner, item);
        }
        if (rest.equals(List.of("restore"))) {
            return packages(method.equals("POST"), path, Operation.RESTORE_PACKAGE, owner, item);
        }
        if (!rest.get(0).equals("versions")) {
            return Optional.empty();
        }
        if (rest.size() == 1) {
            return packages(isRead(method), path, Operation.LIST_VERSIONS, owner, item);
        }
        OptionalLong id = number(rest.get(1));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Route.PackagePath> version =
                Optional.of(new Route.PackagePath(type, name, Optional.of(new VersionId(id.getAsLong()))));
        if (rest.size() == 2) {
            return method.equals("DELETE")
                    ? packages(true, path, Operation.DELETE_VERSION, owner, version)
                    : packages(isRead(method), path, Operation.GET_VERSION, owner, version);
        }
        return packages(
                method.equals("POST") && rest.size() == 3 && rest.get(2).equals("restore"),
                path,
                Operation.RESTORE_VERSION,
                owner,
                version);
    }

    private static Optional<Route> packages(
            boolean matches,
            OwnerPath path,
            Operation operation,
            OwnerReference owner,
            Optional<Route.PackagePath> item) {
        return matches
                ? Optional.of(new Route.PackageRoute(Endpoint.of(path, operation), owner, item))
                : Optional.empty();
    }

    private static OwnerReference named(String text, Function<Login, OwnerReference> reference) {
        try {
            return reference.apply(new Login(text));
        } catch (IllegalArgumentException e) {
            return new OwnerReference.InvalidLogin();
        }
    }

    private static Optional<AccountId> accountId(String text) {
        OptionalLong id = number(text);
        return id.isPresent() ? Optional.of(new AccountId(id.getAsLong())) : Optional.empty();
    }

    /** Parses a positive 64-bit number that consists of digits only. */
    private static OptionalLong number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        try {
            long value = Long.parseLong(text);
            return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
