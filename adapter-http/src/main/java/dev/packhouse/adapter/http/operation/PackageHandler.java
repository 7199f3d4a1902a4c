package dev.packhouse.adapter.http.operation;

import static java.util.Objects.requireNonNull;

import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.http.payload.PackagePayloads;
import dev.packhouse.adapter.http.protocol.OwnHeaders;
import dev.packhouse.adapter.http.protocol.PackageLinks;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.protocol.VersionLinks;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;

/** The operations on packages. */
public final class PackageHandler {

    private final PackageCatalog catalog;
    private final PackageLifecycle lifecycle;
    private final PackagePayloads payloads;

    /** Creates a handler that calls these ports and encodes their results with these payloads. */
    public PackageHandler(PackageCatalog catalog, PackageLifecycle lifecycle, PackagePayloads payloads) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.lifecycle = requireNonNull(lifecycle, "lifecycle");
        this.payloads = requireNonNull(payloads, "payloads");
    }

    /** Returns a handler that reads from another catalog. */
    public PackageHandler reading(PackageCatalog other) {
        return new PackageHandler(other, lifecycle, payloads);
    }

    /** Returns the response to a request. */
    public ServerResponse handle(Route.PackageRoute route, AuthenticatedRequest request) {
        OwnerReference owner = route.owner();
        return switch (route.operation()) {
            case LIST_PACKAGES -> listPackages(route, owner, request);
            case LIST_DOCKER_CONFLICTS ->
                respond(
                        catalog.dockerConflicts(request.caller(), owner),
                        packages -> ServerResponse.ok(payloads.all(packages, request.base())),
                        route,
                        request);
            case GET_PACKAGE ->
                respond(
                        catalog.find(request.caller(), address(route, owner)),
                        found -> ServerResponse.ok(payloads.one(found, request.base())),
                        route,
                        request);
            case LIST_VERSIONS -> listVersions(route, owner, request);
            case GET_VERSION ->
                respond(
                        catalog.version(request.caller(), address(route, owner), version(route)),
                        found -> ServerResponse.ok(payloads.version(found.parent(), found.version(), request.base())),
                        route,
                        request);
            case DELETE_PACKAGE ->
                done(lifecycle.deletePackage(request.caller(), address(route, owner)), route, request);
            case RESTORE_PACKAGE ->
                done(
                        lifecycle.restorePackage(
                                request.caller(),
                                address(route, owner),
                                request.query().value("token")),
                        route,
                        request);
            case DELETE_VERSION ->
                done(lifecycle.deleteVersion(request.caller(), address(route, owner), version(route)), route, request);
            case RESTORE_VERSION ->
                done(lifecycle.restoreVersion(request.caller(), address(route, owner), version(route)), route, request);
        };
    }

    private interface ResponseMapper<T> {
        ServerResponse to(T value);
    }

    private static <T> ServerResponse respond(
            Outcome<T> outcome, ResponseMapper<T> mapper, Route.PackageRoute route, AuthenticatedRequest request) {
        return outcome.fold(
                mapper::to, refusal -> RefusalResponses.of(refusal, route.documentationUrl(), request.base()));
    }

    private static ServerResponse done(Outcome<?> outcome, Route.PackageRoute route, AuthenticatedRequest request) {
        return outcome.fold(
                change -> DecisionHeader.allowed(ServerResponse.noContent()),
                refusal -> RefusalResponses.ofChange(
                        route.operation(), refusal, route.documentationUrl(), request.base()));
    }

    private static PackageAddress address(Route.PackageRoute route, OwnerReference owner) {
        Route.PackagePath item = route.path().orElseThrow();
        return new PackageAddress(owner, item.type(), item.name());
    }

    private static VersionId version(Route.PackageRoute route) {
        return route.path().flatMap(Route.PackagePath::version).orElseThrow();
    }

    private ServerResponse listPackages(Route.PackageRoute route, OwnerReference owner, AuthenticatedRequest request) {
        PackageListRequest requested = listRequest(request.query());
        return respond(
                catalog.packages(request.caller(), owner, requested),
                found -> withNotes(ServerResponse.ok(payloads.all(found.page().items(), request.base())), found.page())
                        .linking(
                                requested instanceof PackageFilter filter
                                        ? Optional.of(packageLinks(
                                                canonicalPath(owner, found.owner()), filter, found.page(), request))
                                        : Optional.empty()),
                route,
                request);
    }

    /** Adds the headers that say why items are missing from a list. */
    private static ServerResponse withNotes(ServerResponse response, Page<?> page) {
        return response.with(RefusalResponses.SINGLE_SIGN_ON, page.singleSignOn())
                .with(OwnHeaders.INCOMPLETE, page.incomplete());
    }

    private static PackageListRequest listRequest(Query query) {
        Optional<PackageType> type = query.value("package_type").flatMap(PackageType::parse);
        Optional<String> visibility = query.value("visibility");
        Optional<Visibility> parsed = visibility.flatMap(Visibility::parse);
        Optional<State> state = state(query);
        return type.isEmpty() || state.isEmpty() || (visibility.isPresent() && parsed.isEmpty())
                ? new PackageListRequest.Invalid(type)
                : new PackageFilter(type.get(), parsed, state.get(), PageParameters.of(query));
    }

    /** The requested state: active without the parameter, empty if the value is invalid. */
    private static Optional<State> state(Query query) {
        Optional<String> value = query.value("state");
        return value.isEmpty() ? Optional.of(State.ACTIVE) : State.parse(value.get());
    }

    private static String packageLinks(
            String path, PackageFilter filter, Page<WithSource<Package>> page, AuthenticatedRequest request) {
        PageRequest requested = filter.page();
        int lastReachable = Math.min(page.lastPage(), Math.toIntExact(PackageFilter.WINDOW / requested.size()));
        String after = "per_page=" + requested.size()
                + (filter.state() == State.ACTIVE
                        ? ""
                        : "&state=" + filter.state().label())
                + filter.visibility().map(v -> "&visibility=" + v.label()).orElse("");
        return PackageLinks.of(
                request.base().api() + path + "/packages",
                "package_type=" + filter.type().label() + "&",
                after,
                requested.number(),
                lastReachable);
    }

    /** The path of an owner in links. It contains the number, which stays valid when the owner is renamed. */
    private static String canonicalPath(OwnerReference owner, Account account) {
        if (owner instanceof OwnerReference.Caller) {
            return "/user";
        }
        return (account instanceof Organization ? "/organizations/" : "/user/") + account.id();
    }

    private ServerResponse listVersions(Route.PackageRoute route, OwnerReference owner, AuthenticatedRequest request) {
        PageRequest page = PageParameters.of(request.query());
        return respond(
                catalog.versions(request.caller(), address(route, owner), state(request.query()), page),
                found -> withNotes(
                                ServerResponse.ok(payloads.versions(
                                        found.parent(), found.page().items(), request.base())),
                                found.page())
                        .linking(VersionLinks.of(
                                versionsUrl(owner, found.parent(), request),
                                request.query(),
                                page.number(),
                                found.page().lastPage())),
                route,
                request);
    }

    private static String versionsUrl(OwnerReference owner, Package subject, AuthenticatedRequest request) {
        return request.base().api()
                + canonicalPath(owner, subject.namespace().owner())
                + "/packages/"
                + subject.namespace().type().label()
                + "/"
                + UrlEscapers.urlPathSegmentEscaper().escape(subject.name().value())
                + "/versions";
    }
}
