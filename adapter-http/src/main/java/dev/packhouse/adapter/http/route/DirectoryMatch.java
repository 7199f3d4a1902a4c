package dev.packhouse.adapter.http.route;

import com.google.common.escape.Escaper;
import com.google.common.net.UrlEscapers;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the routes of members, memberships and repositories, for {@link RouteMatch}. */
final class DirectoryMatch {

    private static final Escaper SEGMENT = UrlEscapers.urlPathSegmentEscaper();

    private DirectoryMatch() {}

    /**
     * The route below an owner.
     *
     * @param segments all segments of the path
     * @param rest those behind the owner; at least one
     */
    static Optional<Route> below(OwnerPath path, OwnerReference owner, List<String> segments, List<String> rest) {
        return endpoint(path, rest)
                .map(endpoint -> route(
                        endpoint, path.template(), owner(endpoint, owner, rest), segments, rest.get(rest.size() - 1)));
    }

    private static Optional<DirectoryEndpoint> endpoint(OwnerPath path, List<String> rest) {
        boolean alone = rest.size() == 1;
        return switch (path.audience()) {
            case ORGANIZATION ->
                switch (rest.get(0)) {
                    case "members" -> pick(rest, DirectoryEndpoint.MEMBERS, DirectoryEndpoint.MEMBER);
                    case "public_members" ->
                        pick(rest, DirectoryEndpoint.PUBLIC_MEMBERS, DirectoryEndpoint.PUBLIC_MEMBER);
                    case "memberships" -> only(rest.size() == 2, DirectoryEndpoint.MEMBERSHIP);
                    case "repos" -> only(alone, DirectoryEndpoint.ORGANIZATION_REPOSITORIES);
                    default -> Optional.empty();
                };
            case USER ->
                switch (rest.get(0)) {
                    case "orgs" -> only(alone, DirectoryEndpoint.USER_ORGANIZATIONS);
                    case "repos" -> only(alone, DirectoryEndpoint.USER_REPOSITORIES);
                    default -> Optional.empty();
                };
            case CALLER ->
                switch (rest.get(0)) {
                    case "orgs" -> only(alone, DirectoryEndpoint.OWN_ORGANIZATIONS);
                    case "repos" -> only(alone, DirectoryEndpoint.OWN_REPOSITORIES);
                    case "memberships" ->
                        !alone && rest.get(1).equals("orgs")
                                ? pick(
                                        rest.subList(1, rest.size()),
                                        DirectoryEndpoint.OWN_MEMBERSHIPS,
                                        DirectoryEndpoint.OWN_MEMBERSHIP)
                                : Optional.empty();
                    default -> Optional.empty();
                };
        };
    }

    private static Optional<DirectoryEndpoint> pick(
            List<String> rest, DirectoryEndpoint list, DirectoryEndpoint single) {
        return rest.size() == 1 ? Optional.of(list) : only(rest.size() == 2, single);
    }

    private static Optional<DirectoryEndpoint> only(boolean matches, DirectoryEndpoint endpoint) {
        return matches ? Optional.of(endpoint) : Optional.empty();
    }

    /** The owner; the organization of the last segment for the caller's own membership; none if that is no login. */
    private static OwnerReference owner(DirectoryEndpoint endpoint, OwnerReference owner, List<String> rest) {
        boolean named = switch (endpoint) {
            case MEMBER, PUBLIC_MEMBER, MEMBERSHIP, OWN_MEMBERSHIP -> true;
            case MEMBERS,
                    PUBLIC_MEMBERS,
                    ORGANIZATION_REPOSITORIES,
                    USER_ORGANIZATIONS,
                    USER_REPOSITORIES,
                    OWN_ORGANIZATIONS,
                    OWN_MEMBERSHIPS,
                    OWN_REPOSITORIES,
                    REPOSITORY -> false;
        };
        if (!named) {
            return owner;
        }
        try {
            Login last = new Login(rest.get(rest.size() - 1));
            return endpoint == DirectoryEndpoint.OWN_MEMBERSHIP ? new OwnerReference.OrganizationLogin(last) : owner;
        } catch (IllegalArgumentException e) {
            return new OwnerReference.InvalidLogin();
        }
    }

    /** The route of a path that begins with {@code repos}. */
    static Optional<Route> repository(List<String> segments) {
        if (segments.size() != 3) {
            return Optional.empty();
        }
        return Optional.of(route(DirectoryEndpoint.REPOSITORY, "", owner(segments), segments, segments.get(2)));
    }

    private static OwnerReference owner(List<String> segments) {
        try {
            Login owner = new Login(segments.get(1));
            return new OwnerReference.AnyLogin(new RepositoryName(owner, segments.get(2)).owner());
        } catch (IllegalArgumentException e) {
            return new OwnerReference.InvalidLogin();
        }
    }

    private static Route route(
            DirectoryEndpoint endpoint, String before, OwnerReference owner, List<String> segments, String name) {
        String resource = segments.stream().map(SEGMENT::escape).collect(Collectors.joining("/", "/", ""));
        return new Route.DirectoryRoute(endpoint, before + endpoint.suffix(), owner, name, resource);
    }
}
