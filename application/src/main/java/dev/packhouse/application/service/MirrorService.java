package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageCatalog.Versions;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Implements {@link PackageMirror}: reads from a catalog and writes to a {@link MirrorTarget}, one transaction per
 * package.
 */
public final class MirrorService implements PackageMirror {

    /** The maximum number of attempts to read the versions of a package, if they change during the read. */
    private static final int ATTEMPTS = 3;

    /** The last page of packages that a list accepts. */
    private static final long LAST_PAGE = PackageFilter.WINDOW / PageRequest.MAX_SIZE;

    private final PackageCatalog source;
    private final InstantSource clock;
    private final MirrorTarget target;

    /** Creates the service for a catalog and a store. */
    public MirrorService(PackageCatalog source, Store target, InstantSource clock) {
        this.source = requireNonNull(source, "source");
        this.clock = requireNonNull(clock, "clock");
        this.target = new MirrorTarget(requireNonNull(target, "target"));
    }

    @Override
    public Outcome<Summary> mirror(
            AuthenticatedCaller caller, OwnerReference owner, Set<PackageType> types, Progress progress) {
        try {
            User user = (User)
                    value(source.account(caller, new OwnerReference.Caller())).value();
            Account account = value(source.account(caller, owner)).value();
            Run run = new Run(caller, owner, progress);
            List<Package> listed = run.list(types);
            target.addAccounts(user, account);
            target.renameRepositories(listed);
            return Outcome.allowed(run.copy(listed));
        } catch (RefusedByRegistryException e) {
            return Outcome.refused(e.refusal);
        }
    }

    /** Ends a run, because the registry refuses a request. */
    private static final class RefusedByRegistryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        RefusedByRegistryException(Refusal refusal) {
            super(refusal.explanation(), null, false, false);
            this.refusal = refusal;
        }
    }

    /** Ends the copy of one package, because it cannot be read consistently, or does not fit the existing entries. */
    private static final class NotCopiedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotCopiedException(String message) {
            super(message, null, false, false);
        }
    }

    private static <T> T value(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new RefusedByRegistryException(refusal);
        });
    }

    private static boolean hidesPackage(Refusal refusal) {
        return switch (refusal.reason()) {
            case PACKAGE_NOT_FOUND, NOT_READABLE, NOT_ADMIN -> true;
            default -> false;
        };
    }

    /** One mirror run for one owner. */
    private final class Run {

        private final AuthenticatedCaller caller;
        private final OwnerReference owner;
        private final Progress progress;
        private long copied;
        private long skipped;
        private long leftOut;
        private long versions;

        Run(AuthenticatedCaller caller, OwnerReference owner, Progress progress) {
            this.caller = caller;
            this.owner = owner;
            this.progress = progress;
        }

        /** The caller of a request that begins now: each request of a long run may wait for the limits of the registry. */
        private AuthenticatedCaller caller() {
            return caller.withSince(clock.instant());
        }

        Summary copy(List<Package> listed) {
            listed.forEach(this::copy);
            return new Summary(copied, skipped, leftOut, versions);
        }

        /**
         * Reads the lists of all types before the first package is copied: the copy takes minutes, and the lists may
         * shrink meanwhile.
         */
        List<Package> list(Set<PackageType> types) {
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
                page.unreadable().forEach(entry -> leaveOut(type, entry));
                page.singleSignOn()
                        .ifPresent(header -> leaveOut(
                                type, "those of organizations that the token has no single sign-on for: " + header));
            } while (number < Math.min(page.lastPage(), LAST_PAGE));
            if (page.lastPage() > LAST_PAGE) {
                leaveOut(type, "any after the first %s, which are all that are listed".formatted(PackageFilter.WINDOW));
            }
            return listed;
        }

        private Page<WithSource<Package>> list(PackageType type, int number) {
            PackageFilter filter = new PackageFilter(
                    type, Optional.empty(), State.ACTIVE, new PageRequest(number, PageRequest.MAX_SIZE));
            return value(source.packages(caller(), owner, filter)).page();
        }

        private void copy(Package listed) {
            Optional<String> conflict = target.repositoryConflict(listed);
            if (conflict.isPresent()) {
                leaveOut(listed, conflict.get());
                return;
            }
            if (target.contains(listed.id())) {
                skipped++;
                progress.skipped(listed);
                return;
            }
            if (target.hasActivePackageOfNameOf(listed)) {
                leaveOut(listed, "another package of its name was copied before, and has been replaced by this one");
                return;
            }
            try {
                Package found = current(listed); // lists of live registries do not count versions
                target.repositoryConflict(found).ifPresent(reason -> {
                    throw new NotCopiedException(reason);
                });
                Collection<PackageVersion> all = versions(found).values();
                target.add(found, all, Map.of());
                copied++;
                versions += all.size();
                progress.copied(found, all.size());
            } catch (NotCopiedException e) {
                leaveOut(listed, e.getMessage());
            } catch (InvalidStateException e) {
                leaveOut(
                        listed,
                        "it does not fit the existing entries: "
                                + e.problems().get(0).message());
            }
        }

        private void leaveOut(PackageType type, String which) {
            leftOut++;
            progress.leftOut(type, which);
        }

        private void leaveOut(Package found, String reason) {
            leftOut++;
            progress.leftOut(found, reason);
        }

        /** The current package with the name of the listed one, if it is still the same package. */
        private Package current(Package listed) {
            Package current =
                    valueUnlessHidden(source.find(caller(), address(listed))).value();
            if (!current.id().equals(listed.id())) {
                throw new NotCopiedException(
                        "it was replaced by another package of its name while it was being copied");
            }
            return current;
        }

        /**
         * All versions, if their number is the number of versions in the package; otherwise the read missed some, and
         * is repeated.
         */
        private Map<VersionId, PackageVersion> versions(Package found) {
            Package before = found;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<VersionId, PackageVersion> all = versions(found, State.ACTIVE);
                if (all.size() == before.versions().active().orElse(all.size())) {
                    // A version that was deleted between the two reads is in both lists; the deleted one replaces the
                    // active one.
                    all.putAll(versions(found, State.DELETED));
                    current(found); // otherwise the versions may belong to another package
                    return all;
                }
                before = current(found);
            }
            throw new NotCopiedException("its versions kept changing while they were read");
        }

        private static void checkReadable(Page<?> page) {
            List<String> unreadable = page.unreadable();
            if (!unreadable.isEmpty()) {
                String more = unreadable.size() == 1 ? "" : ", and %s more like it".formatted(unreadable.size() - 1);
                throw new NotCopiedException("it cannot be read completely: " + unreadable.get(0) + more);
            }
        }

        private static <T> T valueUnlessHidden(Outcome<T> outcome) {
            if (outcome.refusal().filter(MirrorService::hidesPackage).isPresent()) {
                throw new NotCopiedException("it was gone when its versions were read");
            }
            return value(outcome);
        }

        private PackageAddress address(Package found) {
            return new PackageAddress(
                    owner, found.namespace().type(), found.name().value());
        }

        /** Reads all pages of a list that may grow or shrink during the read, and keeps each version once. */
        private Map<VersionId, PackageVersion> versions(Package found, State state) {
            Map<VersionId, PackageVersion> byId = new LinkedHashMap<>();
            Page<WithSource<PackageVersion>> page;
            int number = 0;
            do {
                number++;
                PageRequest request = new PageRequest(number, PageRequest.MAX_SIZE);
                Outcome<Versions> answer = source.versions(caller(), address(found), Optional.of(state), request);
                if (state == State.DELETED
                        && answer.refusal().filter(MirrorService::hidesPackage).isPresent()) {
                    return Map.of(); // deleted versions are shown to admins only
                }
                page = valueUnlessHidden(answer).page();
                checkReadable(page);
                page.items()
                        .forEach(document -> byId.putIfAbsent(document.value().id(), document.value()));
                progress.reading(found, number, page.lastPage());
            } while (number < page.lastPage());
            return byId;
        }
    }
}
