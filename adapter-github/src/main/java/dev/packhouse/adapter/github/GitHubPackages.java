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
import dev.packhouse.adapter.github.seen.SeenPackages;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.PackageQuery;
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
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the packages that one caller may see. Used by one thread, for one unit of work. */
final class GitHubPackages implements CurrentPackages {

    private final GitHubClient client;
    private final PageReader lists;
    private final EntryReader entries;
    private final SeenPackages seen;
    private final PackageLists packageLists;
    private final Caller caller;
    private final Principal principal;
    private final boolean changing;
    private final ActiveVersions activeVersions;
    private final List<String> lookUps = new ArrayList<>();
    private Optional<LastRead> lastRead = Optional.empty();
    private boolean changed;

    /**
     * Creates the packages of a caller.
     *
     * @param principal the principal of the caller
     * @param changing whether the unit of work decides on a change. Then the tagged versions of a package are counted
     *     if they fit on one page.
     */
    GitHubPackages(
            GitHubClient client,
            PageReader lists,
            EntryReader entries,
            SeenPackages seen,
            Rules rules,
            Caller caller,
            Principal principal,
            boolean changing) {
        this.client = client;
        this.lists = lists;
        this.entries = entries;
        this.seen = seen;
        this.packageLists = new PackageLists(client, seen, rules, caller, principal);
        this.caller = caller;
        this.principal = principal;
        this.changing = changing;
        this.activeVersions = new ActiveVersions(
                entries,
                (parent, maxPages, enough) -> visitVersions(
                        parent.namespace(), parent.name(), State.ACTIVE, Freshness.REVALIDATE, maxPages, enough));
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
        return get(path, subject, Freshness.BYPASS);
    }

    private ApiResponse get(String path, Subject subject, Freshness freshness) {
        lookUps.add("GET " + path);
        return changed
                ? client.getOnce(caller, path, subject, freshness)
                : client.get(caller, path, subject, freshness);
    }

    /** From now on a read is not retried: the response to a change that was made must not wait for it. */
    void changed() {
        changed = true;
    }

    /** Returns the requests of this unit of work for packages and versions, in their order. */
    List<String> lookUps() {
        return List.copyOf(lookUps);
    }

    @Override
    public Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name) {
        return find(namespace, name)
                .map(found -> new Located<>(found.map(this::withCounts), affiliation(namespace.owner())));
    }

    /** Returns what was seen of the package lately; reads it if it was not seen. */
    @Override
    public Optional<Located<WithSource<Package>>> parent(Namespace namespace, PackageName name) {
        return seen.find(caller, namespace, name)
                .map(WithSource::of)
                .or(() -> find(namespace, name))
                .map(found -> new Located<>(found, affiliation(namespace.owner())));
    }

    /** Finds an active package, and remembers the read. */
    private Optional<WithSource<Package>> find(Namespace namespace, PackageName name) {
        Instant at = client.clock().instant();
        Optional<WithSource<Package>> found = get(
                        path(namespace.owner(), ApiPaths.ofPackage(namespace, name)),
                        Subject.PACKAGE,
                        Freshness.REVALIDATE)
                .found()
                .flatMap(response -> single(response.entries()))
                .filter(entry -> entry.string("deleted_at").isEmpty())
                .flatMap(entry ->
                        EntryReader.packageEntry(namespace, name, entry).map(entry::withSource));
        found.ifPresentOrElse(
                document -> seen.add(caller, document.value()), () -> seen.remove(caller, namespace, name));
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
        ApiResponse response = get(
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
        return packageLists.list(query);
    }

    @Override
    public boolean mayBeListed(Namespace namespace, PackageId id) {
        return packageLists.mayBeListed(namespace, id);
    }

    @Override
    public List<WithSource<Package>> dockerConflicts(Account owner) {
        return packageLists.dockerConflicts(owner);
    }

    @Override
    public Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state) {
        if (state == State.DELETED) {
            return remember(
                    parent,
                    deletedVersion(parent.namespace(), parent.name(), id, Freshness.REVALIDATE)
                            .flatMap(entry -> parseVersion(parent, State.DELETED, entry)));
        }
        ApiResponse response = get(
                path(parent.namespace().owner(), ApiPaths.ofVersion(parent.namespace(), parent.name(), id)),
                Subject.VERSION,
                Freshness.REVALIDATE);
        return remember(
                parent,
                response.found()
                        .flatMap(found -> single(found.entries()))
                        .filter(entry -> entry.id().equals(OptionalLong.of(id.value())))
                        .filter(entry -> entry.string("deleted_at").isEmpty())
                        .flatMap(entry -> parseVersion(parent, State.ACTIVE, entry)));
    }

    private Optional<WithSource<PackageVersion>> remember(Package parent, Optional<WithSource<PackageVersion>> found) {
        found.ifPresent(document -> seen.add(caller, parent, List.of(document.value())));
        return found;
    }

    private Optional<WithSource<PackageVersion>> parseVersion(Package parent, State state, JsonEntry entry) {
        return entries.version(parent, state, entry).map(entry::withSource);
    }

    @Override
    public Optional<JsonEntry> deletedVersion(Namespace namespace, PackageName name, VersionId id) {
        return deletedVersion(namespace, name, id, Freshness.BYPASS);
    }

    private Optional<JsonEntry> deletedVersion(
            Namespace namespace, PackageName name, VersionId id, Freshness freshness) {
        List<JsonEntry> found = new ArrayList<>(1);
        visitVersions(namespace, name, State.DELETED, freshness, Integer.MAX_VALUE, page -> {
            page.stream()
                    .filter(entry -> entry.id().equals(OptionalLong.of(id.value())))
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.stream().findFirst();
    }

    private void visitVersions(
            Namespace namespace,
            PackageName name,
            State state,
            Freshness freshness,
            int maxPages,
            Predicate<List<JsonEntry>> enough) {
        String path = path(namespace.owner(), ApiPaths.ofPackage(namespace, name)) + "/versions";
        lookUps.add("GET %s?state=%s (all pages)".formatted(path, state.label()));
        lists.visit(
                new PageQuery(caller, path, "state=%s&".formatted(state.label()), Subject.PACKAGE, freshness, maxPages),
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
        ApiResponse.Found found = get(
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
        int lastPage = found.links().lastPage(page.number(), found.entries().size());
        boolean whole = lastPage <= 1
                && documents.size() == found.entries().size()
                && found.partialResults().isEmpty();
        remember(query, documents, whole);
        return new Page<>(
                documents,
                lastPage,
                found.partialResults(),
                found.entries().stream()
                        .flatMap(entry ->
                                EntryReader.unreadableVersion(
                                        query.parent().namespace().type(), entry)
                                        .stream())
                        .toList(),
                Optional.empty());
    }

    private void remember(VersionQuery query, List<WithSource<PackageVersion>> documents, boolean whole) {
        List<PackageVersion> versions =
                documents.stream().map(WithSource::value).toList();
        if (whole && query.state() == State.ACTIVE) {
            seen.addAll(caller, query.parent(), versions);
        } else {
            seen.add(caller, query.parent(), versions);
        }
    }
}
