package dev.packhouse.application.state;

import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Checks that the entries of a state fit together and fit the existing entries. Contains all rules for a valid state; a
 * backend needs no further checks.
 */
public final class StateValidation {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * The earliest valid time of a creation, update or deletion, in the year 1677: stores keep, compare and sort
     * instants as nanoseconds since 1970, in 64 bits. The expiry of a token has no such limit.
     */
    public static final Instant EARLIEST = Instant.ofEpochSecond(Long.MIN_VALUE / NANOS_PER_SECOND);

    /** The latest valid time of a creation, update or deletion, in the year 2262. */
    public static final Instant LATEST = Instant.ofEpochSecond(Long.MAX_VALUE / NANOS_PER_SECOND);

    /** The existing entries to which a state is added. */
    public interface ExistingState {

        /** The existing entries of an empty backend. */
        ExistingState NOTHING = new ExistingState() {};

        /** Whether there is a user of this login. */
        default boolean hasUser(Login login) {
            return false;
        }

        /** Whether there is an organization of this login. */
        default boolean hasOrganization(Login login) {
            return false;
        }

        /** Whether an account has this number. */
        default boolean hasAccountId(long id) {
            return false;
        }

        /** The login of the account of this number; empty if there is none. */
        default Optional<Login> login(long id) {
            return Optional.empty();
        }

        /** Whether there is a repository of this name. */
        default boolean hasRepository(RepositoryName name) {
            return false;
        }

        /** Whether a repository has this number. */
        default boolean hasRepositoryId(long id) {
            return false;
        }

        /** The name of the repository of this number; empty if there is none. */
        default Optional<RepositoryName> repositoryName(long id) {
            return Optional.empty();
        }

        /** Whether there is an active package of this name. */
        default boolean hasActivePackage(Login owner, PackageName name) {
            return false;
        }

        /** Whether a package has or had this number. */
        default boolean hasPackageId(long id) {
            return false;
        }

        /** Whether a version has or had this number. */
        default boolean hasVersionId(long id) {
            return false;
        }

        /** Whether there is a token with this hash. */
        default boolean hasToken(TokenHash hash) {
            return false;
        }
    }

    private final ExistingState existing;
    private final Problems<Problem> problems;
    private final Set<Login> users = new HashSet<>();
    private final Set<Login> organizations = new HashSet<>();
    private final Set<RepositoryName> repositories = new HashSet<>();
    private final Set<Long> versionIds = new HashSet<>();

    private StateValidation(ExistingState existing, Problems<Problem> problems) {
        this.existing = existing;
        this.problems = problems;
    }

    /**
     * Checks a state that is to be added to the existing entries.
     *
     * @throws InvalidStateException with all problems, if there are any
     */
    public static void check(RegistryState state, ExistingState existing) {
        Problems<Problem> problems = Problems.asAdded();
        find(state, existing, problems);
        if (!problems.isEmpty()) {
            throw new InvalidStateException(problems);
        }
    }

    /**
     * Checks versions that are to be published to an active package. The grammar of names applies only here: a state
     * may have names that were published without it.
     *
     * @param type the type of the package
     * @param taken whether an active version of the package has a name
     * @throws InvalidStateException with all problems, if there are any
     */
    public static void check(
            PackageType type, List<VersionEntry> versions, Predicate<VersionName> taken, ExistingState existing) {
        StateValidation validation = new StateValidation(existing, Problems.asAdded());
        validation.versions("", type, versions, taken);
        for (int i = 0; i < versions.size(); i++) {
            String path = "versions[%s].name".formatted(i);
            versions.get(i).name().grammarViolation().ifPresent(reason -> validation.problem(path, reason));
        }
        if (!validation.problems.isEmpty()) {
            throw new InvalidStateException(validation.problems);
        }
    }

    /** Adds all problems of a state that is to be added to the existing entries to these problems. */
    public static void find(RegistryState state, ExistingState existing, Problems<Problem> problems) {
        StateValidation validation = new StateValidation(existing, problems);
        validation.accounts(state);
        validation.repositories(state.repositories());
        validation.packages(state.packages());
        validation.tokens(state.tokens());
    }

    private void accounts(RegistryState state) {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < state.users().size(); i++) {
            UserEntry user = state.users().get(i);
            String path = "users[%s]".formatted(i);
            login(path, user.login());
            id(path, user.id(), ids, existing.hasAccountId(user.id().orElse(0)));
            instants(path, user.createdAt(), user.updatedAt(), Optional.empty());
            users.add(user.login());
        }
        for (int i = 0; i < state.organizations().size(); i++) {
            OrganizationEntry organization = state.organizations().get(i);
            String path = "organizations[%s]".formatted(i);
            login(path, organization.login());
            id(
                    path,
                    organization.id(),
                    ids,
                    existing.hasAccountId(organization.id().orElse(0)));
            instants(path, organization.createdAt(), organization.updatedAt(), Optional.empty());
            organizations.add(organization.login());
        }
        for (int i = 0; i < state.organizations().size(); i++) {
            people(i, state.organizations().get(i));
        }
    }

    private void people(int index, OrganizationEntry organization) {
        Set<Login> seen = new HashSet<>();
        for (int i = 0; i < organization.owners().size(); i++) {
            person(
                    "organizations[%s].owners[%s]".formatted(index, i),
                    organization.owners().get(i),
                    seen);
        }
        for (int i = 0; i < organization.members().size(); i++) {
            person(
                    "organizations[%s].members[%s]".formatted(index, i),
                    organization.members().get(i),
                    seen);
        }
    }

    private void person(String path, Login login, Set<Login> seen) {
        user(path, login);
        if (!seen.add(login)) {
            problem(path, "'%s' is listed twice".formatted(login));
        }
    }

    private void repositories(List<RepositoryEntry> entries) {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            RepositoryEntry entry = entries.get(i);
            String path = "repositories[%s]".formatted(i);
            account(path + ".full_name", entry.fullName().owner());
            id(path, entry.id(), ids, existing.hasRepositoryId(entry.id().orElse(0)));
            if (!repositories.add(entry.fullName()) || existing.hasRepository(entry.fullName())) {
                problem(path + ".full_name", "there is already a repository '%s'".formatted(entry.fullName()));
            }
            entry.roles().keySet().forEach(login -> user(path + ".roles." + login, login));
        }
    }

    private void packages(List<PackageEntry> entries) {
        Set<Long> ids = new HashSet<>();
        Map<Login, Set<PackageName>> active = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            PackageEntry entry = entries.get(i);
            String path = "packages[%s]".formatted(i);
            account(path + ".owner", entry.owner());
            id(path, entry.id(), ids, existing.hasPackageId(entry.id().orElse(0)));
            boolean taken = entry.deletedAt().isEmpty()
                    && (!active.computeIfAbsent(entry.owner(), owner -> new HashSet<>())
                                    .add(entry.name())
                            || existing.hasActivePackage(entry.owner(), entry.name()));
            if (taken) {
                problem(
                        path + ".name",
                        "'%s' already has an active %s package '%s'"
                                .formatted(entry.owner(), entry.name().type().label(), entry.name()));
            }
            links(path, entry);
            instants(path, entry.createdAt(), entry.updatedAt(), entry.deletedAt());
            versions(path + ".", entry.name().type(), entry.versions(), name -> false);
        }
    }

    private void links(String path, PackageEntry entry) {
        entry.repository().ifPresent(name -> {
            repository(path + ".repository", name);
            if (!name.owner().equals(entry.owner())) {
                problem(
                        path + ".repository",
                        "a package of '%s' cannot be linked to a repository of '%s'"
                                .formatted(entry.owner(), name.owner()));
            }
        });
        entry.roles().keySet().forEach(login -> user(path + ".roles." + login, login));
        entry.workflowRoles().keySet().forEach(name -> repository(path + ".roles." + name, name));
    }

    private void versions(String path, PackageType type, List<VersionEntry> entries, Predicate<VersionName> taken) {
        Set<VersionName> names = new HashSet<>();
        Set<Tag> tags = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            version(
                    path + "versions[%s]".formatted(i),
                    type,
                    entries.get(i),
                    name -> !names.add(name) || taken.test(name),
                    tags);
        }
    }

    private void version(
            String path, PackageType type, VersionEntry version, Predicate<VersionName> taken, Set<Tag> tags) {
        id(path, version.id(), versionIds, existing.hasVersionId(version.id().orElse(0)));
        if (version.name().type() != type) {
            problem(path + ".name", "'%s' is not the name of a %s version".formatted(version.name(), type.label()));
        }
        if (!version.tags().isEmpty() && type != PackageType.CONTAINER && type != PackageType.DOCKER) {
            problem(path + ".tags", "%s versions have no tags".formatted(type.label()));
        }
        Set<Tag> own = new LinkedHashSet<>(version.tags());
        if (own.size() < version.tags().size()) {
            problem(path + ".tags", "a tag is listed twice");
        }
        instants(path, version.createdAt(), version.updatedAt(), version.deletedAt());
        if (version.deletedAt().isPresent()) {
            return;
        }
        if (taken.test(version.name())) {
            problem(path + ".name", "there is already an active version '%s'".formatted(version.name()));
        }
        for (Tag tag : own) {
            if (!tags.add(tag)) {
                problem(path + ".tags", "the tag '%s' is on two active versions".formatted(tag));
            }
        }
    }

    private void tokens(List<TokenEntry> entries) {
        Set<TokenHash> hashes = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            TokenEntry entry = entries.get(i);
            String path = "tokens[%s]".formatted(i);
            if (!hashes.add(entry.hash()) || existing.hasToken(entry.hash())) {
                problem(path + ".token", "the token is listed twice");
            }
            if (entry.holder() instanceof UserHolder holder) {
                user(path + ".user", holder.login());
            } else if (entry.holder() instanceof WorkflowHolder holder) {
                repository(path + ".repository", holder.repository());
            }
            if ((entry.kind() == TokenKind.INSTALLATION) != (entry.holder() instanceof WorkflowHolder)) {
                problem(path + ".token", "tokens that begin with 'ghs_' belong to a repository, all others to a user");
            }
            for (Login organization : entry.ssoOrganizations()) {
                if (!organizations.contains(organization) && !existing.hasOrganization(organization)) {
                    problem(path + ".sso", "there is no organization '%s'".formatted(organization));
                }
            }
        }
    }

    private void login(String path, Login login) {
        if (isAccount(login)) {
            problem(path + ".login", "there is already an account '%s'".formatted(login));
        }
    }

    private void account(String path, Login login) {
        if (!isAccount(login)) {
            problem(path, "there is no user or organization '%s'".formatted(login));
        }
    }

    private boolean isAccount(Login login) {
        return users.contains(login)
                || organizations.contains(login)
                || existing.hasUser(login)
                || existing.hasOrganization(login);
    }

    private void user(String path, Login login) {
        if (!users.contains(login) && !existing.hasUser(login)) {
            problem(path, "there is no user '%s'".formatted(login));
        }
    }

    private void repository(String path, RepositoryName name) {
        if (!repositories.contains(name) && !existing.hasRepository(name)) {
            problem(path, "there is no repository '%s'".formatted(name));
        }
    }

    private void id(String path, OptionalLong id, Set<Long> seen, boolean taken) {
        if (id.isEmpty()) {
            return;
        }
        if (id.getAsLong() < 1) {
            problem(path + ".id", "%s is not a positive number".formatted(id.getAsLong()));
        } else if (!seen.add(id.getAsLong()) || taken) {
            problem(path + ".id", "%s is taken".formatted(id.getAsLong()));
        }
    }

    private void instants(String path, Instant createdAt, Instant updatedAt, Optional<Instant> deletedAt) {
        instant(path, "created_at", createdAt);
        instant(path, "updated_at", updatedAt);
        deletedAt.ifPresent(at -> instant(path, "deleted_at", at));
    }

    private void instant(String path, String key, Instant instant) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            problem(path + "." + key, "%s is not between %s and %s".formatted(instant, EARLIEST, LATEST));
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
