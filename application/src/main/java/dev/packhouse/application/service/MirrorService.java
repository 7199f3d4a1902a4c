package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageCatalog.Versions;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Implements {@link PackageMirror}: reads from a catalog and writes to a {@link MirrorTarget}, one transaction per
 * package.
 */
public final class MirrorService implements PackageMirror {

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
            AuthenticatedCaller caller,
            OwnerReference owner,
            Set<PackageType> types,
            boolean manifests,
            Progress progress) {
        try {
            User user = (User) RefusedRequestException.valueOf(source.account(caller, new OwnerReference.Caller()))
                    .value();
            Account account = RefusedRequestException.valueOf(source.account(caller, owner))
                    .value();
            Run run = new Run(caller, owner, manifests, progress);
            List<Package> listed = run.list(types);
            target.addAccounts(user, account);
            target.renameRepositories(listed);
            return Outcome.allowed(run.copy(listed));
        } catch (RefusedRequestException e) {
            return Outcome.refused(e.refusal());
        }
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
        private final boolean manifests;
        private final Progress progress;
        private final CountingProgress reports;
        private final VersionListing listing;
        private long copied;
        private long skipped;
        private long versions;

        Run(AuthenticatedCaller caller, OwnerReference owner, boolean manifests, Progress progress) {
            this.caller = caller;
            this.owner = owner;
            this.manifests = manifests;
            this.progress = progress;
            this.reports = new CountingProgress(progress);
            this.listing = new VersionListing(reports);
        }

        /** The caller of a request that begins now: each request of a long run may wait for the limits of the registry. */
        private AuthenticatedCaller caller() {
            return caller.withSince(clock.instant());
        }

        Summary copy(List<Package> listed) {
            listed.forEach(this::copy);
            return new Summary(copied, skipped, reports.leftOut(), versions);
        }

        /**
         * Reads the lists of all types before the first package is copied: the copy takes minutes, and the lists may
         * shrink meanwhile.
         */
        List<Package> list(Set<PackageType> types) {
            return new PackageListing(source, this::caller, owner, reports).list(types);
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
                    throw new UnreadablePackageException(reason);
                });
                Collection<PackageVersion> all = versions(found);
                target.add(found, all, manifests(found, all));
                copied++;
                versions += all.size();
                progress.copied(found, all.size());
            } catch (UnreadablePackageException e) {
                leaveOut(listed, e.getMessage());
            } catch (InvalidStateException e) {
                leaveOut(
                        listed,
                        "it does not fit the existing entries: "
                                + e.problems().get(0).message());
            }
        }

        private void leaveOut(Package found, String reason) {
            reports.leftOut(found, reason);
        }

        /** The current package with the name of the listed one, if it is still the same package. */
        private Package current(Package listed) {
            Package current =
                    valueUnlessHidden(source.find(caller(), address(listed))).value();
            if (!current.id().equals(listed.id())) {
                throw new UnreadablePackageException(
                        "it was replaced by another package of its name while it was being copied");
            }
            return current;
        }

        /** All versions. A version that is deleted between the two reads is in both lists: the deleted one counts. */
        private Collection<PackageVersion> versions(Package found) {
            Map<VersionId, PackageVersion> all = listing.active(
                    found,
                    () -> current(found),
                    page -> valueUnlessHidden(versions(found, State.ACTIVE, page))
                            .page());
            all.putAll(listing.all(found, page -> deleted(found, page)));
            current(found); // otherwise the versions may belong to another package
            return all.values();
        }

        /** Those manifests that are known; without those of deleted versions, which no registry returns. */
        private Map<VersionId, Manifest> manifests(Package found, Collection<PackageVersion> versions) {
            if (!manifests) {
                return Map.of();
            }
            List<PackageVersion> active = versions.stream()
                    .filter(version -> version.state() == State.ACTIVE)
                    .toList();
            Map<VersionId, Manifest> known = new HashMap<>();
            ManifestLookup.readFew(
                            found.namespace().type(),
                            active,
                            next -> valueUnlessHidden(source.manifests(caller(), address(found), next)))
                    .forEach(version -> version.known()
                            .ifPresent(manifest -> known.put(version.version().id(), manifest)));
            return known;
        }

        /** Deleted versions are shown to admins only. */
        private Page<WithSource<PackageVersion>> deleted(Package found, PageRequest page) {
            Outcome<Versions> answer = versions(found, State.DELETED, page);
            return answer.refusal().filter(MirrorService::hidesPackage).isPresent()
                    ? Page.empty()
                    : valueUnlessHidden(answer).page();
        }

        private Outcome<Versions> versions(Package found, State state, PageRequest page) {
            return source.versions(caller(), address(found), Optional.of(state), page);
        }

        private static <T> T valueUnlessHidden(Outcome<T> outcome) {
            if (outcome.refusal().filter(MirrorService::hidesPackage).isPresent()) {
                throw new UnreadablePackageException("it was gone when its versions were read");
            }
            return RefusedRequestException.valueOf(outcome);
        }

        private PackageAddress address(Package found) {
            return new PackageAddress(
                    owner, found.namespace().type(), found.name().value());
        }
    }
}
