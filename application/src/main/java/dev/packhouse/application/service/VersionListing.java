package dev.packhouse.application.service;

import dev.packhouse.application.api.ReadingProgress;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads all versions of a package, page by page. */
final class VersionListing {

    /** The maximum number of attempts to read the versions of a package, if they change during the read. */
    private static final int ATTEMPTS = 3;

    private final ReadingProgress progress;

    VersionListing(ReadingProgress progress) {
        this.progress = progress;
    }

    /**
     * All active versions, if their number is the number of versions in the package; otherwise the read missed some, and is
     * repeated.
     *
     * @param found the package before the read
     * @param current reads the package again
     * @param pages reads a page of the active versions
     * @throws UnreadablePackageException if an entry cannot be read, or the number keeps changing
     */
    Map<VersionId, PackageVersion> active(
            Package found, Supplier<Package> current, Function<PageRequest, Page<WithSource<PackageVersion>>> pages) {
        Package before = found;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<VersionId, PackageVersion> all = all(found, pages);
            if (all.size() == before.versions().active().orElse(all.size())) {
                return all;
            }
            before = current.get();
        }
        throw new UnreadablePackageException("its versions kept changing while they were read");
    }

    /** Reads all pages of a list that may grow or shrink during the read, and keeps each version once. */
    Map<VersionId, PackageVersion> all(Package found, Function<PageRequest, Page<WithSource<PackageVersion>>> pages) {
        Map<VersionId, PackageVersion> byId = new LinkedHashMap<>();
        Page<WithSource<PackageVersion>> page;
        int number = 0;
        do {
            number++;
            page = pages.apply(new PageRequest(number, PageRequest.MAX_SIZE));
            checkReadable(page);
            page.items().forEach(document -> byId.putIfAbsent(document.value().id(), document.value()));
            progress.reading(found, number, page.lastPage());
        } while (number < page.lastPage());
        return byId;
    }

    private static void checkReadable(Page<?> page) {
        List<String> unreadable = page.unreadable();
        if (!unreadable.isEmpty()) {
            String more = unreadable.size() == 1 ? "" : ", and %s more like it".formatted(unreadable.size() - 1);
            throw new UnreadablePackageException("it cannot be read completely: " + unreadable.get(0) + more);
        }
    }
}
