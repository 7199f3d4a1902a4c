package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ApiPaths;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.adapter.github.seen.SeenPackages;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the lists of the packages of an owner that one caller may see. Used by one thread, for one unit of work. */
final class PackageLists {

    /**
     * The most pages of a list of packages: GitHub's lists end at ten thousand packages. Without this limit, a server
     * that ignores the page number would cause an endless loop.
     */
    private static final int MAX_PACKAGE_PAGES = 100;

    private final GitHubClient client;
    private final SeenPackages seen;
    private final Rules rules;
    private final Caller caller;
    private final Principal principal;

    PackageLists(GitHubClient client, SeenPackages seen, Rules rules, Caller caller, Principal principal) {
        this.client = client;
        this.seen = seen;
        this.rules = rules;
        this.caller = caller;
        this.principal = principal;
    }

    private String ownerPath(Account owner) {
        return ApiPaths.owner(owner, principal);
    }

    Page<WithSource<Package>> list(PackageQuery query) {
        if (query.state() == State.DELETED) {
            return Page.unlisted("deleted packages are not listed by GitHub");
        }
        if (query.visibilities().isEmpty()) {
            return Page.empty();
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
        List<WithSource<Package>> documents = documents(query.namespace(), found.entries());
        documents.forEach(document -> seen.add(caller, document.value()));
        return new Page<>(
                documents,
                lastPage(page, found),
                found.partialResults(),
                found.entries().stream()
                        .flatMap(entry -> EntryReader.unreadablePackage(query.namespace(), entry).stream())
                        .toList(),
                Optional.empty());
    }

    private ApiResponse.Found packagePage(
            Namespace namespace, String visibility, PageRequest page, Freshness freshness) {
        return client.get(
                        caller,
                        ownerPath(namespace.owner()) + "/packages"
                                + "?package_type=%s&%sper_page=%d&page=%d"
                                        .formatted(namespace.type().label(), visibility, page.size(), page.number()),
                        Subject.OWNER,
                        freshness)
                .orRefused();
    }

    boolean mayBeListed(Namespace namespace, PackageId id) {
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

    List<WithSource<Package>> dockerConflicts(Account owner) {
        ApiResponse.Found found = client.get(
                        caller, ownerPath(owner) + "/docker/conflicts", Subject.OWNER, Freshness.REVALIDATE)
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
}
