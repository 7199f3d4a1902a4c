package dev.packhouse.adapter.github;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.account.Login;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The state of the fake GitHub, and its rules. They follow the documentation and the recorded responses and do not use
 * the rules of the product, so that each can reveal errors of the other. Not safe for many threads.
 */
final class FakeGitHubState {

    static final Duration WINDOW = Duration.ofDays(30);

    /** A response other than success. */
    static final class FakeError extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;

        FakeError(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    /** A user, or an organization. */
    record Account(
            long id,
            String login,
            Optional<String> name,
            Optional<String> description,
            boolean organization,
            boolean sso,
            List<String> owners,
            List<String> members,
            Instant createdAt,
            Instant updatedAt) {}

    static final class Version {
        long id;
        String name;
        List<String> tags = List.of();
        OptionalLong downloads = OptionalLong.empty();
        Optional<String> license = Optional.empty();
        Optional<String> description = Optional.empty();
        Instant createdAt;
        Instant updatedAt;
        Optional<Instant> deletedAt = Optional.empty();
        /** How many more reads return the state from before the deletion or the restore. */
        int stale;

        /** The time of the deletion, if it has been restored since. */
        Optional<Instant> formerlyDeletedAt = Optional.empty();
    }

    static final class Packaged {
        long id;
        String owner;
        String type;
        String name;
        String visibility;
        Optional<RepositoryEntry> repository = Optional.empty();
        boolean inherits;
        Map<String, String> roles = new HashMap<>();
        Map<String, String> workflowRoles = new HashMap<>();
        boolean conflict;
        Instant createdAt;
        Instant updatedAt;
        Optional<Instant> deletedAt = Optional.empty();
        int stale;
        List<Version> versions = new ArrayList<>();
        /** Generates the versions of a package that is too large for the memory. */
        Optional<IntFunction<Version>> madeUp = Optional.empty();

        int madeUpActive;
        int madeUpDeleted;

        List<Version> active() {
            return versions.stream().filter(v -> v.deletedAt.isEmpty()).toList();
        }
    }

    private static final Map<String, Integer> RANK = Map.of("none", 0, "read", 1, "write", 2, "admin", 3);

    final InstantSource clock;
    final Map<String, Account> accounts = new TreeMap<>();
    final Map<String, RepositoryEntry> repositories = new TreeMap<>();
    final List<Packaged> packages = new ArrayList<>();
    final Map<String, TokenEntry> tokens = new HashMap<>();

    /** How many reads after a change still return the state from before it. */
    int staleReads;

    /** Whether lists of packages still have the deleted packages. */
    boolean staleLists;

    /** Whether reads return deleted packages, with the time of their deletion. */
    boolean ghosts;

    FakeGitHubState(RegistryState state, InstantSource clock) {
        this.clock = clock;
        state.users().forEach(this::add);
        state.organizations().forEach(this::add);
        state.repositories().forEach(r -> repositories.put(key(r.fullName().toString()), r));
        state.packages().forEach(this::add);
        state.tokens().forEach(t -> tokens.put(t.hash().hex(), t));
    }

    static String key(String login) {
        return login.toLowerCase(Locale.ROOT);
    }

    private void add(UserEntry user) {
        accounts.put(
                key(user.login().value()),
                new Account(
                        user.id().orElseThrow(),
                        user.login().value(),
                        user.name(),
                        Optional.empty(),
                        false,
                        false,
                        List.of(),
                        List.of(),
                        user.createdAt(),
                        user.updatedAt()));
    }

    private void add(OrganizationEntry org) {
        accounts.put(
                key(org.login().value()),
                new Account(
                        org.id().orElseThrow(),
                        org.login().value(),
                        org.name(),
                        org.description(),
                        true,
                        org.samlSso(),
                        org.owners().stream().map(l -> key(l.value())).toList(),
                        org.members().stream().map(l -> key(l.value())).toList(),
                        org.createdAt(),
                        org.updatedAt()));
    }

    private void add(PackageEntry entry) {
        Packaged p = new Packaged();
        p.id = entry.id().orElseThrow();
        p.owner = key(entry.owner().value());
        p.type = entry.name().type().label();
        p.name = entry.name().value();
        p.visibility = entry.visibility().label();
        p.repository = entry.repository().map(name -> repositories.get(key(name.toString())));
        p.inherits = entry.inheritsAccess();
        entry.roles().forEach((login, role) -> p.roles.put(key(login.value()), role.label()));
        entry.workflowRoles().forEach((name, role) -> p.workflowRoles.put(key(name.toString()), role.label()));
        p.conflict = entry.dockerMigrationConflict();
        p.createdAt = entry.createdAt();
        p.updatedAt = entry.updatedAt();
        p.deletedAt = entry.deletedAt();
        entry.versions().forEach(v -> p.versions.add(version(v)));
        packages.add(p);
    }

    private static Version version(VersionEntry entry) {
        Version v = new Version();
        v.id = entry.id().orElseThrow();
        v.name = entry.name().value();
        v.tags = entry.tags().stream().map(Object::toString).toList();
        v.downloads = entry.downloads();
        v.license = entry.license();
        v.description = entry.description();
        v.createdAt = entry.createdAt();
        v.updatedAt = entry.updatedAt();
        v.deletedAt = entry.deletedAt();
        return v;
    }

    /** Gives the login of a user to a new user with this id. The user takes another login, with packages and tokens. */
    void replace(String login, String newLogin, long newUser) {
        Account user = accounts.get(login);
        accounts.put(newLogin, with(user, user.id(), newLogin));
        accounts.put(login, with(user, newUser, login));
        packages.stream().filter(p -> p.owner.equals(login)).forEach(p -> p.owner = newLogin);
        tokens.replaceAll((hash, token) -> holder(token).equals(login)
                ? new TokenEntry(
                        token.hash(),
                        token.kind(),
                        new UserHolder(new Login(newLogin)),
                        token.scopes(),
                        token.ssoOrganizations(),
                        token.expiresAt())
                : token);
    }

    private static Account with(Account account, long id, String login) {
        return new Account(
                id,
                login,
                account.name(),
                account.description(),
                account.organization(),
                account.sso(),
                account.owners(),
                account.members(),
                account.createdAt(),
                account.updatedAt());
    }

    Optional<Account> account(long id) {
        return accounts.values().stream().filter(a -> a.id() == id).findFirst();
    }

    // Access

    /** Returns the login of the token's user, or the full name of the workflow's repository, in lower case. */
    static String holder(TokenEntry token) {
        return token.holder() instanceof UserHolder user
                ? key(user.login().value())
                : key(((WorkflowHolder) token.holder()).repository().toString());
    }

    static boolean repositoryScoped(String type) {
        return type.equals("maven") || type.equals("docker");
    }

    int rank(TokenEntry token, Packaged p) {
        Account owner = accounts.get(p.owner);
        boolean workflow = token.holder() instanceof WorkflowHolder;
        String who = holder(token);
        boolean member = owner.organization()
                && (workflow
                        ? who.startsWith(p.owner + "/")
                        : owner.owners().contains(who) || owner.members().contains(who));
        if (!workflow && (who.equals(p.owner) || owner.owners().contains(who))) {
            return 3;
        }
        boolean granular = !repositoryScoped(p.type);
        int rank = p.visibility.equals("public") || (p.visibility.equals("internal") && granular && member) ? 1 : 0;
        if (granular && (p.visibility.equals("public") || member || !owner.organization())) {
            rank = Math.max(rank, RANK.get((workflow ? p.workflowRoles : p.roles).getOrDefault(who, "none")));
        }
        if (p.repository.isPresent() && (!granular || p.inherits)) {
            RepositoryEntry repository = p.repository.get();
            boolean own = key(repository.fullName().toString()).equals(who);
            int byRepository = own
                    ? 3
                    : repository.roles().entrySet().stream()
                            .filter(role -> key(role.getKey().value()).equals(who))
                            .mapToInt(role -> RANK.get(role.getValue().label()))
                            .max()
                            .orElse(0);
            rank = Math.max(rank, byRepository);
        }
        return rank;
    }

    // Finding

    Packaged find(TokenEntry token, Account owner, String type, String name, int atLeast) {
        return packages.stream()
                .filter(p -> p.owner.equals(key(owner.login())) && p.type.equals(type))
                .filter(p -> type.equals("nuget") ? p.name.equalsIgnoreCase(name) : p.name.equals(name))
                .filter(p -> p.deletedAt.isEmpty())
                .filter(p -> rank(token, p) >= atLeast)
                .findFirst()
                .orElseThrow(() -> new FakeError(404, "Package not found."));
    }

    /** Finds a package as {@link #find} does, but may return its state from before a change. */
    Packaged findForRead(TokenEntry token, Account owner, String type, String name) {
        for (Packaged p : packages) {
            if (p.owner.equals(key(owner.login())) && p.type.equals(type) && p.name.equals(name)) {
                if (p.stale > 0) {
                    p.stale--;
                    if (p.deletedAt.isEmpty()) {
                        throw new FakeError(404, "Package not found.");
                    }
                    return p;
                }
                if (ghosts && p.deletedAt.isPresent()) {
                    return p;
                }
            }
        }
        return find(token, owner, type, name, 1);
    }

    List<Packaged> list(TokenEntry token, Account owner, String type, Optional<String> visibility) {
        return packages.stream()
                .filter(p -> p.owner.equals(key(owner.login())) && p.type.equals(type))
                .filter(p -> staleLists || p.deletedAt.isEmpty())
                .filter(p -> rank(token, p) >= 1)
                .filter(p -> visibility.isEmpty()
                        || effective(p.type, p.visibility).equals(effective(p.type, visibility.get())))
                .sorted(Comparator.comparingLong(p -> p.id))
                .toList();
    }

    private static String effective(String type, String visibility) {
        return repositoryScoped(type) && visibility.equals("internal") ? "private" : visibility;
    }

    List<Packaged> conflicts(TokenEntry token, Account owner) {
        return packages.stream()
                .filter(p -> p.owner.equals(key(owner.login())) && p.conflict && p.deletedAt.isEmpty())
                .filter(p -> rank(token, p) >= 1)
                .toList();
    }

    /** Returns the versions of one state as the lists show them: the newest first, and possibly stale. */
    List<Version> versions(Packaged p, boolean deleted) {
        return p.versions.stream()
                .map(FakeGitHubState::shown)
                .filter(v -> v.deletedAt.isPresent() == deleted)
                .filter(v -> v.deletedAt.map(this::restorable).orElse(true))
                .sorted(Comparator.comparing((Version v) -> v.createdAt)
                        .thenComparingLong(v -> v.id)
                        .reversed())
                .toList();
    }

    Version version(Packaged p, long id) {
        return p.versions.stream()
                .filter(v -> v.id == id)
                .map(FakeGitHubState::shown)
                .filter(v -> v.deletedAt.isEmpty())
                .findFirst()
                .orElseThrow(() -> new FakeError(404, "Package not found."));
    }

    /** Returns the current version, or its state from before a change while it is stale. */
    private static Version shown(Version v) {
        if (v.stale == 0) {
            return v;
        }
        v.stale--;
        Version before = new Version();
        before.id = v.id;
        before.name = v.name;
        before.tags = v.tags;
        before.license = v.license;
        before.description = v.description;
        before.createdAt = v.createdAt;
        before.updatedAt = v.updatedAt;
        before.deletedAt = v.deletedAt.isPresent() ? Optional.empty() : v.formerlyDeletedAt;
        return before;
    }

    // Changing

    void deletePackage(TokenEntry token, Account owner, String type, String name) {
        Packaged p = find(token, owner, type, name, 3);
        if (p.active().stream().anyMatch(v -> popular(p, v))) {
            throw popular();
        }
        p.deletedAt = Optional.of(clock.instant());
        p.stale = staleReads;
    }

    private static boolean popular(Packaged p, Version v) {
        return p.visibility.equals("public") && v.downloads.orElse(0) > 5000;
    }

    private static FakeError popular() {
        return new FakeError(
                400,
                "Publicly visible package versions with more than 5000 downloads cannot be deleted. Contact GitHub support for further assistance.");
    }

    void deleteVersion(TokenEntry token, Account owner, String type, String name, long id) {
        Packaged p = find(token, owner, type, name, 3);
        Version v = p.active().stream()
                .filter(candidate -> candidate.id == id)
                .findFirst()
                .orElseThrow(() -> new FakeError(404, "Package version not found."));
        if (popular(p, v)) {
            throw popular();
        }
        long tagged = p.active().stream().filter(other -> !other.tags.isEmpty()).count();
        if (type.equals("container") && !v.tags.isEmpty() && tagged == 1) {
            throw new FakeError(
                    400,
                    "You cannot delete the last tagged version of a package. You must delete the package instead.");
        }
        if (p.active().size() == 1) {
            throw new FakeError(
                    400, "You cannot delete the last version of a package. You must delete the package instead.");
        }
        v.deletedAt = Optional.of(clock.instant());
        v.stale = staleReads;
    }

    void restorePackage(TokenEntry token, Account owner, String type, String name) {
        Packaged p = packages.stream()
                .filter(candidate -> candidate.owner.equals(key(owner.login()))
                        && candidate.type.equals(type)
                        && candidate.name.equals(name)
                        && candidate.deletedAt.isPresent())
                .filter(candidate -> restorable(candidate.deletedAt.get()) && rank(token, candidate) >= 3)
                .max(Comparator.comparing((Packaged candidate) -> candidate.deletedAt.get())
                        .thenComparingLong(candidate -> candidate.id))
                .orElseThrow(() -> new FakeError(404, "Package not found."));
        boolean taken = packages.stream()
                .anyMatch(other -> other.owner.equals(p.owner)
                        && other.type.equals(type)
                        && other.name.equals(name)
                        && other.deletedAt.isEmpty());
        if (taken) {
            throw new FakeError(400, "The namespace is already in use. Delete the newer package first.");
        }
        p.deletedAt = Optional.empty();
        p.stale = staleReads;
    }

    private boolean restorable(Instant deletedAt) {
        return !deletedAt.isBefore(clock.instant().minus(WINDOW));
    }

    void restoreVersion(TokenEntry token, Account owner, String type, String name, long id) {
        Packaged p = find(token, owner, type, name, 3);
        Version v = p.versions.stream()
                .filter(candidate -> candidate.id == id
                        && candidate.deletedAt.filter(this::restorable).isPresent())
                .findFirst()
                .orElseThrow(() -> new FakeError(404, "Package not found."));
        boolean taken = p.active().stream().anyMatch(other -> other.name.equalsIgnoreCase(v.name));
        if (taken) {
            throw new FakeError(400, "The version is already in use. Delete the newer version first.");
        }
        List<String> held =
                p.active().stream().flatMap(other -> other.tags.stream()).toList();
        v.tags = v.tags.stream().filter(tag -> !held.contains(tag)).collect(Collectors.toList());
        v.formerlyDeletedAt = v.deletedAt;
        v.deletedAt = Optional.empty();
        v.stale = staleReads;
    }
}
