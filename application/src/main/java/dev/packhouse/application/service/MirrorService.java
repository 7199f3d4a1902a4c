package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageCatalog.Versions;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Copies from a catalog into a store, one package a transaction. */
public final class MirrorService implements PackageMirror {

    /** How often the versions of a package are read, if they keep changing while they are read. */
    private static final int ATTEMPTS = 3;

    /** The last page of packages that is served. */
    private static final long LAST_PAGE = PackageFilter.WINDOW / PageRequest.MAX_SIZE;

    private final PackageCatalog source;
    private final Store target;

    /** Copies from a catalog into a store. */
    public MirrorService(PackageCatalog source, Store target) {
        this.source = requireNonNull(source, "source");
        this.target = requireNonNull(target, "target");
    }

    @Override
    public Outcome<Summary> mirror(
            Credential credential, OwnerReference owner, Set<PackageType> types, Progress progress) {
        try {
            User caller = (User) value(source.account(credential, new OwnerReference.Caller()))
                    .value();
            Account account = value(source.account(credential, owner)).value();
            Run run = new Run(credential, owner, progress);
            List<Package> listed = run.list(types);
            addAccounts(caller, account);
            takeNames(listed);
            return Outcome.allowed(run.copy(listed));
        } catch (RefusedByRegistryException e) {
            return Outcome.refused(e.refusal);
        }
    }

    /** Ends a mirror that the registry refuses to feed. */
    private static final class RefusedByRegistryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        RefusedByRegistryException(Refusal refusal) {
            super(refusal.explanation(), null, false, false);
            this.refusal = refusal;
        }
    }

    /** Leaves a package out that cannot be read at one moment, or that does not fit what is there. */
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

    private void addAccounts(User caller, Account owner) {
        // Either may have the former login of the other, which then has to take its new one first.
        List.of(caller, owner, caller).forEach(this::takeLogin);
        List<UserEntry> users = new ArrayList<>();
        List<OrganizationEntry> organizations = new ArrayList<>();
        if (isMissing(caller)) {
            users.add(UserEntry.of(caller));
        }
        if (!owner.id().equals(caller.id()) && isMissing(owner)) {
            if (owner instanceof Organization organization) {
                organizations.add(OrganizationEntry.of(organization, List.of(caller.login()), List.of()));
            } else {
                users.add(UserEntry.of((User) owner));
            }
        }
        target.add(new RegistryState(users, organizations, List.of(), List.of(), List.of()));
    }

    private void takeLogin(Account account) {
        Login login = account.login();
        if (target.query(existing -> existing.login(account.id().value()))
                .filter(former -> !former.value().equals(login.value()))
                .isPresent()) {
            target.rename(account.id(), login);
        }
    }

    /**
     * Whether an account is not there.
     *
     * @throws InvalidStateException if what has its number is another one
     */
    private boolean isMissing(Account account) {
        Optional<Login> there =
                target.query(existing -> existing.login(account.id().value()));
        boolean sameKind = target.query(existing -> account instanceof Organization
                ? existing.hasOrganization(account.login())
                : existing.hasUser(account.login()));
        if (there.filter(login -> !(login.equals(account.login()) && sameKind)).isPresent()) {
            throw new InvalidStateException(List.of(new Problem(
                    account.login().value(), "account %s is '%s' there".formatted(account.id(), there.get()))));
        }
        return there.isEmpty();
    }

    /** Gives repositories the names that they have by now; some have to wait until others have given up those names. */
    private void takeNames(List<Package> listed) {
        Map<RepositoryId, RepositoryName> names = new LinkedHashMap<>();
        listed.forEach(
                each -> each.repository().ifPresent(repository -> names.put(repository.id(), repository.name())));
        boolean more = true;
        while (more) {
            more = names.entrySet()
                    .removeIf(each ->
                            isRenamed(each.getKey(), each.getValue()) && target.rename(each.getKey(), each.getValue()));
        }
    }

    /** Whether a repository is there under another name, be it in its case only. */
    private boolean isRenamed(RepositoryId id, RepositoryName name) {
        return target.query(existing -> existing.repositoryName(id.value()))
                .filter(former -> !former.toString().equals(name.toString()))
                .isPresent();
    }

    private static boolean conceals(Refusal refusal) {
        return switch (refusal.reason()) {
            case PACKAGE_NOT_FOUND, NOT_READABLE, NOT_ADMIN -> true;
            default -> false;
        };
    }

    private static VersionEntry version(PackageVersion version) {
        return new VersionEntry(
                OptionalLong.of(version.id().value()),
                version.name(),
                version.tags(),
                version.downloads(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.tombstone().map(Tombstone::deletedAt));
    }

    private static PackageEntry entry(Package found, List<VersionEntry> versions) {
        return new PackageEntry(
                OptionalLong.of(found.id().value()),
                found.namespace().owner().login(),
                found.name(),
                found.visibility(),
                found.repository().map(Repository::name),
                found.inheritsAccess(),
                Map.of(),
                Map.of(),
                false,
                found.createdAt(),
                found.updatedAt(),
                Optional.empty(),
                versions);
    }

    private List<RepositoryEntry> repository(Package found) {
        return found
                .repository()
                .filter(repository -> target.query(existing ->
                        existing.repositoryName(repository.id().value()).isEmpty()))
                .map(repository -> new RepositoryEntry(
                        OptionalLong.of(repository.id().value()),
                        repository.name(),
                        repository.privateRepository(),
                        repository.description(),
                        repository.fork(),
                        Map.of()))
                .stream()
                .toList();
    }

    /** One mirror of one owner. */
    private final class Run {

        private final Credential credential;
        private final OwnerReference owner;
        private final Progress progress;
        private long copied;
        private long skipped;
        private long leftOut;
        private long versions;

        Run(Credential credential, OwnerReference owner, Progress progress) {
            this.credential = credential;
            this.owner = owner;
            this.progress = progress;
        }

        Summary copy(List<Package> listed) {
            listed.forEach(this::copy);
            return new Summary(copied, skipped, leftOut, versions);
        }

        /** All packages, before any is copied: that takes minutes, in which the lists may shrink. */
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
            return value(source.packages(credential, owner, Optional.of(type), Outcome.allowed(filter)));
        }

        private void copy(Package listed) {
            Optional<String> misnamed = misnamed(listed);
            if (misnamed.isPresent()) {
                leaveOut(listed, misnamed.get());
                return;
            }
            if (target.query(existing -> existing.hasPackageId(listed.id().value()))) {
                skipped++;
                progress.skipped(listed);
                return;
            }
            Login owner = listed.namespace().owner().login();
            if (target.query(existing -> existing.hasActivePackage(owner, listed.name()))) {
                leaveOut(listed, "another package of its name was copied before, and has been replaced by this one");
                return;
            }
            try {
                Package found = current(listed); // lists of live registries do not count versions
                misnamed(found).ifPresent(reason -> {
                    throw new NotCopiedException(reason);
                });
                List<VersionEntry> entries = versions(found).values().stream()
                        .map(MirrorService::version)
                        .toList();
                target.add(new RegistryState(
                        List.of(), List.of(), repository(found), List.of(entry(found, entries)), List.of()));
                copied++;
                versions += entries.size();
                progress.copied(found, entries.size());
            } catch (NotCopiedException e) {
                leaveOut(listed, e.getMessage());
            } catch (InvalidStateException e) {
                leaveOut(
                        listed,
                        "it does not fit what is there: " + e.problems().get(0).message());
            }
        }

        /** Why the repository of a package is there under another name than it has. */
        private Optional<String> misnamed(Package found) {
            return found.repository()
                    .filter(repository -> isRenamed(repository.id(), repository.name()))
                    .map(repository ->
                            ("its repository %s is '%s' by now, and cannot take that name from '%s' in the copy;"
                                            + " mirror into another directory")
                                    .formatted(
                                            repository.id(),
                                            repository.name(),
                                            target.query(existing -> existing.repositoryName(
                                                            repository.id().value()))
                                                    .orElseThrow()));
        }

        private void leaveOut(PackageType type, String which) {
            leftOut++;
            progress.leftOut(type, which);
        }

        private void leaveOut(Package found, String reason) {
            leftOut++;
            progress.leftOut(found, reason);
        }

        /** The package that is known by this one's name now, as long as that is the same one. */
        private Package current(Package listed) {
            Package current =
                    unlessGone(source.find(credential, address(listed))).value();
            if (!current.id().equals(listed.id())) {
                throw new NotCopiedException(
                        "it was replaced by another package of its name while it was being copied");
            }
            return current;
        }

        /** All versions, if there are as many as the package said; read again if not, since some may have slipped by. */
        private Map<VersionId, PackageVersion> versions(Package found) {
            Package before = found;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<VersionId, PackageVersion> all = versions(found, State.ACTIVE);
                if (all.size() == before.versions().active().orElse(all.size())) {
                    // One that was deleted in between is in both lists, and deleted.
                    all.putAll(versions(found, State.DELETED));
                    current(found); // or else they may be those of another package
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
                throw new NotCopiedException("it cannot be copied as it is: " + unreadable.get(0) + more);
            }
        }

        private static <T> T unlessGone(Outcome<T> outcome) {
            if (outcome.refusal().filter(MirrorService::conceals).isPresent()) {
                throw new NotCopiedException("it was gone when its versions were read");
            }
            return value(outcome);
        }

        private PackageAddress address(Package found) {
            return new PackageAddress(
                    owner, found.namespace().type(), found.name().value());
        }

        /** The pages of a list that may grow or shrink meanwhile: each version once. */
        private Map<VersionId, PackageVersion> versions(Package found, State state) {
            Map<VersionId, PackageVersion> byId = new LinkedHashMap<>();
            Page<WithSource<PackageVersion>> page;
            int number = 0;
            do {
                number++;
                PageRequest request = new PageRequest(number, PageRequest.MAX_SIZE);
                Outcome<Versions> answer = source.versions(credential, address(found), Outcome.allowed(state), request);
                if (state == State.DELETED
                        && answer.refusal().filter(MirrorService::conceals).isPresent()) {
                    return Map.of(); // deleted versions are shown to admins only
                }
                page = unlessGone(answer).page();
                checkReadable(page);
                page.items()
                        .forEach(document -> byId.putIfAbsent(document.value().id(), document.value()));
                progress.reading(found, number, page.lastPage());
            } while (number < page.lastPage());
            return byId;
        }
    }
}
