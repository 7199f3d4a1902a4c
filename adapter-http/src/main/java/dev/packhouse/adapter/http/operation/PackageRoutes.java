package dev.packhouse.adapter.http.operation;

import static java.util.Objects.requireNonNull;

import com.google.common.net.UrlEscapers;
import dev.packhouse.adapter.http.payload.Payloads;
import dev.packhouse.adapter.http.protocol.PackageLinks;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.protocol.VersionLinks;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageLifecycle;
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
import dev.packhouse.domain.policy.Refusal;
import java.util.Optional;

/** The operations on packages. */
public final class PackageRoutes {

    private final PackageCatalog catalog;
    private final PackageLifecycle lifecycle;
    private final Payloads payloads;

    /** Asks these ports, and writes what they say as these payloads. */
    public PackageRoutes(PackageCatalog catalog, PackageLifecycle lifecycle, Payloads payloads) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.lifecycle = requireNonNull(lifecycle, "lifecycle");
        this.payloads = requireNonNull(payloads, "payloads");
    }

    /** Answers a call. */
    public Reply answer(Route.Packages route, Call call) {
        OwnerReference owner = route.owner();
        return switch (route.operation()) {
            case LIST_PACKAGES -> listPackages(route, owner, call);
            case LIST_DOCKER_CONFLICTS ->
                reply(
                        catalog.dockerConflicts(call.credential(), owner),
                        packages -> Reply.ok(payloads.all(packages, call.base())),
                        route,
                        call);
            case GET_PACKAGE ->
                reply(
                        catalog.find(call.credential(), address(route, owner)),
                        found -> Reply.ok(payloads.one(found, call.base())),
                        route,
                        call);
            case LIST_VERSIONS -> listVersions(route, owner, call);
            case GET_VERSION ->
                reply(
                        catalog.version(call.credential(), address(route, owner), version(route)),
                        found -> Reply.ok(payloads.version(found.owner(), found.version(), call.base())),
                        route,
                        call);
            case DELETE_PACKAGE -> done(lifecycle.deletePackage(call.credential(), address(route, owner)), route, call);
            case RESTORE_PACKAGE ->
                done(
                        lifecycle.restorePackage(
                                call.credential(),
                                address(route, owner),
                                call.query().value("token")),
                        route,
                        call);
            case DELETE_VERSION ->
                lifecycle
                        .deleteVersion(call.credential(), address(route, owner), version(route))
                        .fold(
                                change -> Reply.noContent(),
                                refusal -> Refusals.ofVersionDeletion(refusal, route.documentationUrl(), call.base()));
            case RESTORE_VERSION ->
                done(lifecycle.restoreVersion(call.credential(), address(route, owner), version(route)), route, call);
        };
    }

    private interface Answer<T> {
        Reply to(T value);
    }

    private static <T> Reply reply(Outcome<T> outcome, Answer<T> answer, Route.Packages route, Call call) {
        return outcome.fold(answer::to, refusal -> Refusals.of(refusal, route.documentationUrl(), call.base()));
    }

    private static Reply done(Outcome<?> outcome, Route.Packages route, Call call) {
        return outcome.fold(
                change -> Reply.noContent(), refusal -> Refusals.of(refusal, route.documentationUrl(), call.base()));
    }

    private static PackageAddress address(Route.Packages route, OwnerReference owner) {
        Route.Item item = route.item().orElseThrow();
        return new PackageAddress(owner, item.type(), item.name());
    }

    private static VersionId version(Route.Packages route) {
        return route.item().flatMap(Route.Item::version).orElseThrow();
    }

    private Reply listPackages(Route.Packages route, OwnerReference owner, Call call) {
        Optional<PackageType> type = call.query().value("package_type").flatMap(PackageType::parse);
        Outcome<PackageFilter> filter = filter(type, call.query());
        return reply(
                catalog.packages(call.credential(), owner, type, filter),
                page -> Reply.ok(payloads.all(page.items(), call.base()))
                        .linking(filter.fold(
                                asked -> packageLinks(owner, asked, page, call), refusal -> Optional.empty()))
                        .with(Refusals.SINGLE_SIGN_ON, page.singleSignOn()),
                route,
                call);
    }

    private static Outcome<PackageFilter> filter(Optional<PackageType> type, Query query) {
        Optional<String> visibility = query.value("visibility");
        Optional<Visibility> wanted = visibility.flatMap(Visibility::parse);
        Optional<State> state = state(query);
        if (type.isEmpty() || (visibility.isPresent() && wanted.isEmpty()) || state.isEmpty()) {
            return Outcome.refused(new Refusal.InvalidArgument());
        }
        return Outcome.allowed(new PackageFilter(type.get(), wanted, state.get(), Pages.of(query)));
    }

    /** The state asked for: active where none is named, empty where it does not exist. */
    private static Optional<State> state(Query query) {
        Optional<String> value = query.value("state");
        return value.isEmpty() ? Optional.of(State.ACTIVE) : State.parse(value.get());
    }

    private Optional<String> packageLinks(
            OwnerReference owner, PackageFilter filter, Page<WithSource<Package>> page, Call call) {
        PageRequest asked = filter.page();
        int reachable = Math.min(page.lastPage(), Math.toIntExact(PackageFilter.WINDOW / asked.size()));
        String after = "per_page=" + asked.size()
                + (filter.state() == State.ACTIVE
                        ? ""
                        : "&state=" + filter.state().label())
                + filter.visibility().map(v -> "&visibility=" + v.label()).orElse("");
        return canonicalPath(owner, page, call)
                .map(path -> PackageLinks.of(
                        call.base().api() + path + "/packages",
                        "package_type=" + filter.type().label() + "&",
                        after,
                        asked.number(),
                        reachable));
    }

    private Optional<String> canonicalPath(OwnerReference owner, Page<WithSource<Package>> page, Call call) {
        if (owner instanceof OwnerReference.Caller) {
            return Optional.of("/user");
        }
        if (!page.items().isEmpty()) {
            return Optional.of(
                    canonicalPath(owner, page.items().get(0).value().namespace().owner()));
        }
        return catalog.account(call.credential(), owner)
                .fold(account -> Optional.of(canonicalPath(owner, account.value())), refusal -> Optional.empty());
    }

    /** In links an owner is named by number, which no renaming breaks. */
    private static String canonicalPath(OwnerReference owner, Account account) {
        if (owner instanceof OwnerReference.Caller) {
            return "/user";
        }
        return (account instanceof Organization ? "/organizations/" : "/user/") + account.id();
    }

    private Reply listVersions(Route.Packages route, OwnerReference owner, Call call) {
        PageRequest page = Pages.of(call.query());
        Outcome<State> state = state(call.query())
                .map(Outcome::allowed)
                .orElseGet(() -> Outcome.refused(new Refusal.InvalidArgument()));
        return reply(
                catalog.versions(call.credential(), address(route, owner), state, page),
                found -> Reply.ok(payloads.versions(found.owner(), found.page().items(), call.base()))
                        .linking(VersionLinks.of(
                                versionsUrl(owner, found.owner(), call),
                                call.query(),
                                page.number(),
                                found.page().lastPage()))
                        .with(Refusals.SINGLE_SIGN_ON, found.page().singleSignOn()),
                route,
                call);
    }

    private static String versionsUrl(OwnerReference owner, Package subject, Call call) {
        return call.base().api()
                + canonicalPath(owner, subject.namespace().owner())
                + "/packages/"
                + subject.namespace().type().label()
                + "/"
                + UrlEscapers.urlPathSegmentEscaper().escape(subject.name().value())
                + "/versions";
    }
}
