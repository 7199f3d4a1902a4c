package dev.packhouse.adapter.http.operation;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.payload.DirectoryPayloads;
import dev.packhouse.adapter.http.payload.RepositoryPayloads;
import dev.packhouse.adapter.http.payload.UpstreamUrls;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.protocol.VersionLinks;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.api.AccountDirectory.MembershipView;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The operations that read members, memberships and repositories. Where a remote registry answers by itself, its response
 * passes through, with URLs of this server.
 */
public final class DirectoryHandler {

    /** The parameters that are for this server alone. */
    private static final Set<String> OWN_PARAMETERS = Set.of("callback");

    private static final String TYPE_AND_OTHERS = "If you specify visibility or affiliation, you cannot specify type.";

    private final AccountDirectory directory;
    private final UpstreamUrls urls;

    /** Creates a handler that calls this port, and replaces the URLs in responses of a remote registry. */
    public DirectoryHandler(AccountDirectory directory, UpstreamUrls urls) {
        this.directory = requireNonNull(directory, "directory");
        this.urls = requireNonNull(urls, "urls");
    }

    /** Returns the response to a request. */
    public ServerResponse handle(Route.DirectoryRoute route, AuthenticatedRequest request) {
        if (route.owner() instanceof OwnerReference.InvalidLogin) {
            return answer(route, request);
        }
        return directory
                .forward(request.caller(), route.resource() + request.query().canonical(OWN_PARAMETERS))
                .map(outcome -> respond(outcome, forwarded -> forwarded(forwarded, request), route, request))
                .orElseGet(() -> answer(route, request));
    }

    private ServerResponse forwarded(ForwardedResponse forwarded, AuthenticatedRequest request) {
        ServerResponse response = forwarded
                .body()
                .map(body -> ServerResponse.ok(urls.document(body, request.base())))
                .orElseGet(() -> ServerResponse.of(forwarded.status(), new ServerResponse.Nothing()));
        return response.linking(urls.links(forwarded.links(), request.base()))
                .with("Location", forwarded.location().map(to -> urls.url(to, request.base())))
                .with(RefusalResponses.SINGLE_SIGN_ON, forwarded.singleSignOn());
    }

    private ServerResponse answer(Route.DirectoryRoute route, AuthenticatedRequest request) {
        return switch (route.endpoint()) {
            case MEMBERS -> members(route, request);
            case MEMBER -> respond(membership(route, request), view -> isMember(view, request), route, request);
            case MEMBERSHIP -> showMembership(route, request);
            case PUBLIC_MEMBERS, USER_ORGANIZATIONS ->
                respond(
                        directory.publicMemberships(request.caller(), route.owner()),
                        found -> ServerResponse.ok(
                                DirectoryPayloads.accounts(found.page().items(), request.base())),
                        route,
                        request);
            case PUBLIC_MEMBER ->
                respond(
                        directory.publicMemberships(request.caller(), route.owner()),
                        none -> notFound(route, request),
                        route,
                        request);
            case ORGANIZATION_REPOSITORIES ->
                repositories(DirectoryParameters.ofOrganization(request.query()), "/organizations/", route, request);
            case USER_REPOSITORIES -> repositoriesOfUser(route, request);
            case OWN_ORGANIZATIONS ->
                own(
                        directory.ownOrganizations(request.caller(), PageParameters.of(request.query())),
                        found -> DirectoryPayloads.organizations(found, request.base()),
                        route,
                        request);
            case OWN_MEMBERSHIPS -> ownMemberships(route, request);
            case OWN_MEMBERSHIP ->
                respond(
                        directory.ownMembership(request.caller(), route.owner()),
                        found -> ServerResponse.ok(DirectoryPayloads.membership(found, request.base())),
                        route,
                        request);
            case OWN_REPOSITORIES -> ownRepositories(route, request);
            case REPOSITORY -> repository(route, request);
        };
    }

    private ServerResponse members(Route.DirectoryRoute route, AuthenticatedRequest request) {
        return respond(
                directory.members(
                        request.caller(),
                        route.owner(),
                        DirectoryParameters.members(request.query()),
                        PageParameters.of(request.query())),
                found -> page(
                        DirectoryPayloads.accounts(found.page().items(), request.base()),
                        found.page(),
                        "/organizations/" + found.owner().id() + "/members",
                        request),
                route,
                request);
    }

    private Outcome<MembershipView> membership(Route.DirectoryRoute route, AuthenticatedRequest request) {
        // An invalid name has made the owner invalid, so that this one is not used then.
        return route.owner() instanceof OwnerReference.InvalidLogin
                ? Outcome.refused(Refusal.of(Refusal.Reason.OWNER_NOT_FOUND))
                : directory.membership(request.caller(), route.owner(), new Login(route.name()));
    }

    /** A member is 204. Callers who may not see it are sent to the public members. */
    private static ServerResponse isMember(MembershipView view, AuthenticatedRequest request) {
        if (view instanceof MembershipView.Concealed concealed) {
            return ServerResponse.of(302, new ServerResponse.Nothing())
                    .with(
                            "Location",
                            DirectoryPayloads.publicMemberUrl(
                                    concealed.organization(), concealed.user(), request.base()));
        }
        return ServerResponse.noContent();
    }

    private ServerResponse showMembership(Route.DirectoryRoute route, AuthenticatedRequest request) {
        if (!hasToken(request)) {
            return refused(Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED), route, request);
        }
        return respond(
                membership(route, request),
                view -> {
                    if (view instanceof MembershipView.Concealed concealed) {
                        return ServerResponse.error(
                                403,
                                "You must be a member of %s to see membership information for %s."
                                        .formatted(concealed.organization().login(), concealed.user()),
                                route.documentationUrl());
                    }
                    return ServerResponse.ok(
                            DirectoryPayloads.membership(((MembershipView.Shown) view).membership(), request.base()));
                },
                route,
                request);
    }

    /** No membership is pending. */
    private ServerResponse ownMemberships(Route.DirectoryRoute route, AuthenticatedRequest request) {
        boolean pending = request.query().value("state").equals(Optional.of("pending"));
        return own(
                directory
                        .ownMemberships(request.caller(), PageParameters.of(request.query()))
                        .map(page -> pending ? Page.empty() : page),
                found -> DirectoryPayloads.memberships(found, request.base()),
                route,
                request);
    }

    /** Of repositories of others that the user has a role on, none is listed: that would reveal roles. */
    private ServerResponse repositoriesOfUser(Route.DirectoryRoute route, AuthenticatedRequest request) {
        boolean ofOthers = request.query().value("type").equals(Optional.of("member"));
        return ofOthers
                ? respond(
                        directory.publicMemberships(request.caller(), route.owner()),
                        found -> ServerResponse.ok(RepositoryPayloads.all(List.of(), false, request.base())),
                        route,
                        request)
                : repositories(DirectoryParameters.ofUser(request.query()), "/user/", route, request);
    }

    private ServerResponse repositories(
            RepositoryListing listing, String owners, Route.DirectoryRoute route, AuthenticatedRequest request) {
        return respond(
                directory.repositories(request.caller(), route.owner(), listing),
                found -> page(
                        RepositoryPayloads.all(found.page().items(), hasToken(request), request.base()),
                        found.page(),
                        owners + found.owner().id() + "/repos",
                        request),
                route,
                request);
    }

    private ServerResponse ownRepositories(Route.DirectoryRoute route, AuthenticatedRequest request) {
        Query query = request.query();
        boolean contradicts = query.value("type").isPresent()
                && query.value("visibility")
                        .or(() -> query.value("affiliation"))
                        .isPresent();
        if (contradicts && request.caller().principal().user().isPresent()) {
            return ServerResponse.error(422, TYPE_AND_OTHERS, route.documentationUrl());
        }
        return own(
                directory.ownRepositories(
                        request.caller(), DirectoryParameters.relations(query), DirectoryParameters.own(query)),
                found -> RepositoryPayloads.all(found, true, request.base()),
                route,
                request);
    }

    private ServerResponse repository(Route.DirectoryRoute route, AuthenticatedRequest request) {
        if (!(route.owner() instanceof OwnerReference.AnyLogin owner)) {
            return notFound(route, request);
        }
        return respond(
                directory.repository(request.caller(), new RepositoryName(owner.login(), route.name())),
                found -> ServerResponse.ok(RepositoryPayloads.one(found, hasToken(request), request.base())),
                route,
                request);
    }

    /** The response to a request for a list of the caller's own, whose path has no placeholders. */
    private static <T> ServerResponse own(
            Outcome<Page<T>> outcome,
            Function<List<T>, Json> json,
            Route.DirectoryRoute route,
            AuthenticatedRequest request) {
        return respond(
                outcome, page -> page(json.apply(page.items()), page, route.template(), request), route, request);
    }

    private static ServerResponse page(Json json, Page<?> page, String path, AuthenticatedRequest request) {
        return ServerResponse.ok(json)
                .with(RefusalResponses.SINGLE_SIGN_ON, page.singleSignOn())
                .linking(VersionLinks.of(
                        request.base().api() + path,
                        request.query(),
                        PageParameters.of(request.query()).number(),
                        page.lastPage()));
    }

    private static <T> ServerResponse respond(
            Outcome<T> outcome,
            Function<? super T, ServerResponse> mapper,
            Route.DirectoryRoute route,
            AuthenticatedRequest request) {
        return outcome.fold(mapper, refusal -> refused(refusal, route, request));
    }

    private static ServerResponse refused(Refusal refusal, Route.DirectoryRoute route, AuthenticatedRequest request) {
        return RefusalResponses.of(refusal, route.documentationUrl(), request.base());
    }

    private static ServerResponse notFound(Route.DirectoryRoute route, AuthenticatedRequest request) {
        return refused(Refusal.of(Refusal.Reason.OWNER_NOT_FOUND), route, request);
    }

    private static boolean hasToken(AuthenticatedRequest request) {
        return !(request.caller().principal() instanceof Principal.Anonymous);
    }
}
