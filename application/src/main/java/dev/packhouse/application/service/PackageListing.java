package dev.packhouse.application.service;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.ReadingProgress;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the lists of all active packages of an owner, page by page. */
final class PackageListing {

    /** The last page of packages that a list accepts. */
    private static final long LAST_PAGE = PackageFilter.WINDOW / PageRequest.MAX_SIZE;

    private final PackageCatalog source;
    private final Supplier<AuthenticatedCaller> caller;
    private final OwnerReference owner;
    private final ReadingProgress progress;

    /**
     * Creates a listing.
     *
     * @param caller the caller of a request that begins now: each request may wait for the limits of the registry
     */
    PackageListing(
            PackageCatalog source,
            Supplier<AuthenticatedCaller> caller,
            OwnerReference owner,
            ReadingProgress progress) {
        this.source = source;
        this.caller = caller;
        this.owner = owner;
        this.progress = progress;
    }

    /**
     * The packages of these types, in the order of the types.
     *
     * @throws RefusedRequestException if the registry refuses a request
     */
    List<Package> list(Collection<PackageType> types) {
        return types.stream().sorted().flatMap(type -> list(type).stream()).toList();
    }

    private List<Package> list(PackageType type) {
        List<Package> listed = new ArrayList<>();
        Page<WithSource<Package>> page;
        int number = 0;
        do {
            number++;
            page = list(type, number);
            progress.listing(type, number, page.lastPage());
            page.items().forEach(document -> listed.add(document.value()));
            page.unreadable().forEach(entry -> progress.leftOut(type, entry));
            page.singleSignOn()
                    .ifPresent(header -> progress.leftOut(
                            type, "those of organizations that the token has no single sign-on for: " + header));
        } while (number < Math.min(page.lastPage(), LAST_PAGE));
        if (page.lastPage() > LAST_PAGE) {
            progress.leftOut(
                    type, "any after the first %s, which are all that are listed".formatted(PackageFilter.WINDOW));
        }
        return listed;
    }

    private Page<WithSource<Package>> list(PackageType type, int number) {
        PackageFilter filter =
                new PackageFilter(type, Optional.empty(), State.ACTIVE, new PageRequest(number, PageRequest.MAX_SIZE));
        return RefusedRequestException.valueOf(source.packages(caller.get(), owner, filter))
                .page();
    }
}
