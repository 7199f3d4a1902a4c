package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Searches the active versions of a package for a name or a tag, since GitHub's API has no request for that. Keeps the
 * result for one package, because a restore of a version searches for its name and for its tags. Used by one thread.
 */
final class ActiveVersions {

    /**
     * The most pages that are searched. Of a longer list only the first page is searched, and GitHub checks the rest.
     */
    private static final int MAX_PAGES = 10;

    /** Reads the pages of active versions of a package. */
    @FunctionalInterface
    interface Source {
        /**
         * Passes the pages to a visitor.
         *
         * @param maxPages only the first page is read if the list has more than this number
         * @param enough returns true to stop
         */
        void visit(Package parent, int maxPages, Predicate<List<JsonEntry>> enough);
    }

    /** The names and tags of the active versions of a package. */
    private record Found(PackageId parent, Map<String, VersionId> names, Set<Tag> tags) {}

    private final EntryReader entries;
    private final Source source;
    private Optional<Found> latest = Optional.empty();

    ActiveVersions(EntryReader entries, Source source) {
        this.entries = entries;
        this.source = source;
    }

    /** Drops the result, since a change follows. */
    void clear() {
        latest = Optional.empty();
    }

    /** Returns the active version with this name; empty if there is none in the pages that are searched. */
    Optional<VersionId> named(Package parent, VersionName name) {
        return Optional.ofNullable(search(parent).names().get(name.key()));
    }

    /** Returns the tags of a deleted version that an active version has now. */
    Set<Tag> movedTags(Package parent, PackageVersion deleted) {
        if (deleted.tags().isEmpty()) {
            return Set.of();
        }
        Set<Tag> moved = new HashSet<>(deleted.tags());
        moved.retainAll(search(parent).tags());
        return moved;
    }

    private Found search(Package parent) {
        if (latest.isEmpty() || !latest.get().parent().equals(parent.id())) {
            Found found = new Found(parent.id(), new HashMap<>(), new HashSet<>());
            source.visit(parent, MAX_PAGES, page -> {
                page.forEach(entry -> {
                    entries.version(parent, State.ACTIVE, entry)
                            .ifPresent(version ->
                                    found.names().putIfAbsent(version.name().key(), version.id()));
                    found.tags().addAll(EntryReader.tags(entry));
                });
                return false;
            });
            latest = Optional.of(found);
        }
        return latest.get();
    }
}
