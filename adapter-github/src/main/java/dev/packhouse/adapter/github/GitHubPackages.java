package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.PageReader.PageQuery;
import dev.packhouse.adapter.github.change.CurrentPackages;
import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the packages that one caller may see. Used by one thread, for one unit of work. */
final class GitHubPackages implements CurrentPackages {

    /**
     * The most pages of a list of packages: GitHub's lists end at ten thousand packages. Without this limit, a server
     * that ignores the page number would cause an endless loop.
     */
    private static final int MAX_PACKAGE_PAGES = 100;

    private final GitHubClient client;
    private final PageReader lists;
    private final EntryReader entries;
    private final Rules rules;
    private final Caller caller;
    private final Principal principal;
    private final boolean changing;
    private final ActiveVersions activeVersions;
    private Optional<LastRead> lastRead = Optional.empty();

    /**
     * Creates the packages of a caller.
     *
     * @param principal the principal of the caller
     * @param changing whether the unit of work decides on a change. Then the tagged versions of a package are counted
     *     if they fit on one page, and a missing version is refused with GitHub's message.
     */
    GitHubPackages(
            GitHubClient client,
            PageReader lists,
            EntryReader entries,
            Rules rules,
            Caller caller,
            Principal principal,
            boolean changing) {
        this.client = client;
        this.lists = lists;
        this.entries = entries;
        this.rules = rules;
        this.caller = caller;
        this.principal = principal;
        this.changing = changing;
        this.activeVersions = new ActiveVersions(
                entries,
                (parent, maxPages, enough) ->
                        visitVersions(parent, State.ACTIVE, Freshness.REVALIDATE, maxPages, enough));
    }

    /** Returns the affiliation with an owner. GitHub shows no roles, so only a user's own account is certain. */
    static Affiliation affiliation(Account owner, Principal caller) {
        return caller.owns(owner) ? Affiliation.of(Membership.OWNER) : Affiliation.unknown();
    }

    private Affiliation affiliation(Account owner) {
        return affiliation(owner, principal);
    }

    @Override
    public String ownerPath(Account owner) {
        return ApiPaths.owner(owner, principal);
    }

    private String path(Account owner, String rest) {
        return ownerPath(owner) + "/" + rest;
    }

    @Override
    public ApiResponse fetch(String path, Subject subject) {
        return client.get(caller, path, subject, Freshness.BYPASS);
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        return find(namespace, name)
                .map(found -> new Located<>(found.map(this::withCounts), affiliation(namespace.owner())));
    }

    /** Finds an active package, and remembers the read. */
    private Optional<WithSource<Package>> find(Namespace namespace, PackageName name) {
        Instant at = client.clock().instant();
        Optional<WithSource<Package>> found = client.get(
                        caller,
                        path(namespace.owner(), ApiPaths.ofPackage(namespace, name)),
                        Subject.PACKAGE,
                        Freshness.REVALIDATE)
                .found()
                .flatMap(response -> single(response.entries()))
                .filter(entry -> entry.string("deleted_at").isEmpty())
                .flatMap(entry ->
                        EntryReader.packageEntry(namespace, name, entry).map(entry::withSource));
        lastRead = Optional.of(new LastRead(
                namespace, name, at, found.map(document -> document.value().id())));
        return found;
    }

    @Override
    public LastRead lastRead(Namespace namespace, PackageName name) {
        boolean read = lastRead.filter(last ->
                        last.namespace().equals(namespace) && last.name().equals(name))
                .isPresent();
        if (!read) {
            find(namespace, name);
        }
        return lastRead.orElseThrow();
    }

    private static Optional<JsonEntry> single(List<JsonEntry> items) {
        return items.size() == 1 ? Optional.of(items.get(0)) : Optional.empty();
    }

    /**
     * Counts the tagged versions of a container package before a change, if they fit on one page. Before a change, no
     * versions or no tags are an unknown count: they forbid nothing, and the next response may contradict them.
     */
    private Package withCounts(Package subject) {
        OptionalLong active = subject.versions().active();
        if (changing && active.equals(OptionalLong.of(0))) {
            return subject.withVersions(VersionCounts.UNKNOWN);
        }
        boolean onePage = active.isPresent() && active.getAsLong() > 1 && active.getAsLong() <= PageRequest.MAX_SIZE;
        if (subject.namespace().type() != PackageType.CONTAINER || !onePage || !changing) {
            return subject;
        }
        ApiResponse response = client.get(
                caller,
                path(subject.namespace().owner(), ApiPaths.ofPackage(subject))
                        + "/versions?state=active&per_page=%d&page=1".formatted(PageRequest.MAX_SIZE),
                Subject.PACKAGE,
                Freshness.BYPASS);
        if (!(response instanceof ApiResponse.Found found) || found.entries().size() != active.getAsLong()) {
            return subject; // the two responses contradict each other, so the count is unknown
        }
        long tagged = found.entries().stream().filter(EntryReader::tagged).count();
        if (tagged == 0) {
            return subject;
        }
        return subject.withVersions(new VersionCounts(active, OptionalLong.of(tagged), OptionalLong.empty()));
    }

    @Override
    public Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name) {
        return Optional.of(new Located<>(new DeletedPackage.Unknown(namespace, name), affiliation(namespace.owner())));
    }

    /** GitHub identifies deleted packages by tokens that its API does not return, so no package is found by its id. */
    @Override
    public Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id) {
        return Optional.empty();
    }

    @Override
    public Page<WithSource<Package>> list(PackageQuery query) {
        if (query.state() == State.DELETED || query.visibilities().isEmpty()) {
            return Page.empty(); // GitHub has no list of deleted packages
        }
        return page(query, visibilityParameter(query.namespace().type(), query.visibilities()));
    }

    /**
     * Returns the query parameter that selects these visibilities; an empty text for all visibilities.
     *
     * @throws IllegalArgumentException if GitHub cannot select them in one list: it selects all, or one
     */
    private String visibilityParameter(PackageType type, Set<Visibility> visibilities) {
        if (visibilities.size() == Visibility.values().length) {
            return "";
        }
        Set<Visibility> effective = EnumSet.noneOf(Visibility.class);
        visibilities.forEach(visibility -> effective.add(rules.effective(type, visibility)));
        if (effective.size() != 1) {
            throw new IllegalArgumentException("GitHub has no list of packages that are any of " + effective);
        }
        return "visibility=%s&".formatted(effective.iterator().next().label());
    }

    private Page<WithSource<Package>> page(PackageQuery query, String visibility) {
        PageRequest page = query.page();
        ApiResponse.Found found = packagePage(query.namespace(), visibility, page, Freshness.REVALIDATE);
        return new Page<>(
                documents(query.namespace(), found.entries()),
                lastPage(page, found),
                found.partialResults(),
                found.entries().stream()
                        .flatMap(entry -> EntryReader.unreadablePackage(query.namespace(), entry).stream())
                        .toList());
    }

    private ApiResponse.Found packagePage(
            Namespace namespace, String visibility, PageRequest page, Freshness freshness) {
        return client.get(
                        caller,
                        path(namespace.owner(), "packages")
                                + "?package_type=%s&%sper_page=%d&page=%d"
                                        .formatted(namespace.type().label(), visibility, page.size(), page.number()),
                        Subject.OWNER,
                        freshness)
                .orRefused();
    }

    @Override
    public boolean mayBeListed(Namespace namespace, PackageId id) {
        for (PageRequest page = new PageRequest(1, PageRequest.MAX_SIZE); ; ) {
            ApiResponse.Found found = packagePage(namespace, "", page, Freshness.BYPASS);
            boolean shown =
                    found.entries().stream().anyMatch(entry -> entry.id().equals(OptionalLong.of(id.value())));
            if (shown || found.partialResults().isPresent()) {
                return true;
            }
            if (page.number() >= lastPage(page, found)) {
                return false;
            }
            if (page.number() >= MAX_PACKAGE_PAGES) {
                return true;
            }
            page = new PageRequest(page.number() + 1, page.size());
        }
    }

    private static int lastPage(PageRequest page, ApiResponse.Found found) {
        return found.links().lastPage(page.number(), found.entries().size(), page.size());
    }

    private static List<WithSource<Package>> documents(Namespace namespace, List<JsonEntry> items) {
        List<WithSource<Package>> documents = new ArrayList<>();
        for (JsonEntry entry : items) {
            EntryReader.packageEntry(namespace, entry).map(entry::withSource).ifPresent(documents::add);
        }
        return documents;
    }

    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        ApiResponse.Found found = client.get(
                        caller, path(owner, "docker/conflicts"), Subject.OWNER, Freshness.REVALIDATE)
                .orRefused();
        List<WithSource<Package>> documents = new ArrayList<>();
        for (JsonEntry entry : found.entries()) {
            Namespace namespace = new Namespace(owner, EntryReader.type(entry, PackageType.DOCKER));
            EntryReader.packageEntry(namespace, entry).map(entry::withSource).ifPresent(documents::add);
        }
        documents.sort(
                Comparator.comparingLong(document -> document.value().id().value()));
        return documents;
    }

    /**
     * Returns the version with this id if it is in this state.
     *
     * @throws RefusedException with GitHub's message, if the unit of work decides on a change and there is no such
     *     active version
     */
    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        if (state == State.DELETED) {
            return deletedVersion(parent, id, Freshness.REVALIDATE);
        }
        ApiResponse response = client.get(
                caller,
                path(parent.namespace().owner(), ApiPaths.ofVersion(parent, id)),
                Subject.VERSION,
                Freshness.REVALIDATE);
        if (response instanceof ApiResponse.Absent absent && changing) {
            throw new RefusedException(absent.refusal().withReason(Reason.VERSION_NOT_FOUND));
        }
        return response.found()
                .flatMap(found -> single(found.entries()))
                .filter(entry -> entry.id().equals(OptionalLong.of(id.value())))
                .filter(entry -> entry.string("deleted_at").isEmpty())
                .flatMap(entry -> parseVersion(parent, State.ACTIVE, entry));
    }

    private Optional<WithSource<PackageVersion>> parseVersion(Package parent, State state, JsonEntry entry) {
        return entries.version(parent, state, entry).map(entry::withSource);
    }

    @Override
    public Optional<WithSource<PackageVersion>> deletedVersion(Package parent, VersionId id) {
        return deletedVersion(parent, id, Freshness.BYPASS);
    }

    private Optional<WithSource<PackageVersion>> deletedVersion(Package parent, VersionId id, Freshness freshness) {
        List<JsonEntry> found = new ArrayList<>(1);
        visitVersions(parent, State.DELETED, freshness, Integer.MAX_VALUE, page -> {
            page.stream()
                    .filter(entry -> entry.id().equals(OptionalLong.of(id.value())))
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.stream().findFirst().flatMap(entry -> parseVersion(parent, State.DELETED, entry));
    }

    private void visitVersions(
            Package parent, State state, Freshness freshness, int maxPages, Predicate<List<JsonEntry>> enough) {
        lists.visit(
                new PageQuery(
                        caller,
                        path(parent.namespace().owner(), ApiPaths.ofPackage(parent)) + "/versions",
                        "state=%s&".formatted(state.label()),
                        Subject.PACKAGE,
                        freshness,
                        maxPages),
                enough);
    }

    /** Drops the search results, since a change follows. */
    void clearSearch() {
        activeVersions.clear();
    }

    @Override
    public Optional<VersionId> activeVersion(Package parent, VersionName name) {
        return activeVersions.named(parent, name);
    }

    @Override
    public Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        return activeVersions.movedTags(parent, deleted);
    }

    @Override
    public Page<WithSource<PackageVersion>> versions(VersionQuery query) {
        PageRequest page = query.page();
        ApiResponse.Found found = client.get(
                        caller,
                        path(query.parent().namespace().owner(), ApiPaths.ofPackage(query.parent()))
                                + "/versions?state=%s&per_page=%d&page=%d"
                                        .formatted(query.state().label(), page.size(), page.number()),
                        Subject.PACKAGE,
                        Freshness.REVALIDATE)
                .orRefused();
        List<WithSource<PackageVersion>> documents = found.entries().stream()
                .flatMap(entry -> parseVersion(query.parent(), query.state(), entry).stream())
                .filter(document -> document.value()
                        .tombstone()
                        .filter(tombstone -> tombstone.deletedAt().isBefore(query.deletedSince()))
                        .isEmpty())
                .toList();
        return new Page<>(
                documents,
                found.links().lastPage(page.number(), found.entries().size()),
                found.partialResults(),
                found.entries().stream()
                        .flatMap(entry ->
                                EntryReader.unreadableVersion(
                                        query.parent().namespace().type(), entry)
                                        .stream())
                        .toList());
    }
}
