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
import dev.packhouse.domain.image.Manifest;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * Checks that the entries of a state fit together and fit the existing entries. Contains all rules for a valid state.
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

    /** The entries that may be referred to. */
    private final ExistingState existing;

    /** The entries whose names and ids are taken. */
    private final ExistingState taken;

    private final BiConsumer<StatePath, String> problems;
    private final Set<Login> users = new HashSet<>();
    private final Set<Login> organizations = new HashSet<>();
    private final Set<RepositoryName> repositories = new HashSet<>();
    private final Set<Long> versionIds = new HashSet<>();

    private StateValidation(ExistingState existing, ExistingState taken, BiConsumer<StatePath, String> problems) {
        this.existing = existing;
        this.taken = taken;
        this.problems = problems;
    }

    /**
     * Checks a state that is to be added to the existing entries.
     *
     * @throws InvalidStateException with all problems, if there are any
     */
    public static void check(RegistryState state, ExistingState existing) {
        refuse(problems -> find(state, existing, problems));
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
        refuse(problems -> {
            IntFunction<StatePath> path = index -> StatePath.entry("versions", index);
            new StateValidation(existing, existing, problems).versions(path, type, versions, taken);
            for (int i = 0; i < versions.size(); i++) {
                StatePath name = path.apply(i).field("name");
                versions.get(i).name().grammarViolation().ifPresent(reason -> problems.accept(name, reason));
            }
        });
    }

    private static void refuse(Consumer<BiConsumer<StatePath, String>> search) {
        Problems<Problem> problems = Problems.asAdded();
        search.accept((path, message) -> problems.add(new Problem(path.toString(), message)));
        if (!problems.isEmpty()) {
            throw new InvalidStateException(problems);
        }
    }

    /**
     * Finds all problems of a state that is to be added to the existing entries.
     *
     * @param problems receives the position and the description of each
     */
    public static void find(RegistryState state, ExistingState existing, BiConsumer<StatePath, String> problems) {
        new StateValidation(existing, existing, problems).state(state);
    }

    /**
     * Finds the problems of a state that is to be {@linkplain StateMerge merged} into the existing entries, as far as they do not
     * depend on the result: its entries may replace existing ones.
     *
     * @param problems receives the position and the description of each
     */
    public static void findBeforeMerge(
            RegistryState state, ExistingState existing, BiConsumer<StatePath, String> problems) {
        new StateValidation(existing, ExistingState.NOTHING, problems).state(state);
    }

    private void state(RegistryState state) {
        accounts(state);
        repositories(state.repositories());
        packages(state.packages());
        tokens(state.tokens());
    }

    private void accounts(RegistryState state) {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < state.users().size(); i++) {
            UserEntry user = state.users().get(i);
            StatePath path = StatePath.entry("users", i);
            login(path, user.login());
            id(path, user.id(), ids, taken.hasAccountId(user.id().orElse(0)));
            instants(path, user.createdAt(), user.updatedAt(), Optional.empty());
            users.add(user.login());
        }
        for (int i = 0; i < state.organizations().size(); i++) {
            OrganizationEntry organization = state.organizations().get(i);
            StatePath path = StatePath.entry("organizations", i);
            login(path, organization.login());
            id(
                    path,
                    organization.id(),
                    ids,
                    taken.hasAccountId(organization.id().orElse(0)));
            instants(path, organization.createdAt(), organization.updatedAt(), Optional.empty());
            organizations.add(organization.login());
        }
        for (int i = 0; i < state.organizations().size(); i++) {
            people(StatePath.entry("organizations", i), state.organizations().get(i));
        }
    }

    private void people(StatePath path, OrganizationEntry organization) {
        Set<Login> seen = new HashSet<>();
        for (int i = 0; i < organization.owners().size(); i++) {
            person(path.item("owners", i), organization.owners().get(i), seen);
        }
        for (int i = 0; i < organization.members().size(); i++) {
            person(path.item("members", i), organization.members().get(i), seen);
        }
    }

    private void person(StatePath path, Login login, Set<Login> seen) {
        user(path, login);
        if (!seen.add(login)) {
            problem(path, "'%s' is listed twice".formatted(login));
        }
    }

    private void repositories(List<RepositoryEntry> entries) {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            RepositoryEntry entry = entries.get(i);
            StatePath path = StatePath.entry("repositories", i);
            account(path.field("full_name"), entry.fullName().owner());
            id(path, entry.id(), ids, taken.hasRepositoryId(entry.id().orElse(0)));
            if (!repositories.add(entry.fullName()) || taken.hasRepository(entry.fullName())) {
                problem(path.field("full_name"), "there is already a repository '%s'".formatted(entry.fullName()));
            }
            int role = 0;
            for (Login login : entry.roles().keySet()) {
                user(path.role(role++, login), login);
            }
        }
    }

    private void packages(List<PackageEntry> entries) {
        Set<Long> ids = new HashSet<>();
        Map<Login, Set<PackageName>> active = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            PackageEntry entry = entries.get(i);
            StatePath path = StatePath.entry("packages", i);
            account(path.field("owner"), entry.owner());
            id(path, entry.id(), ids, taken.hasPackageId(entry.id().orElse(0)));
            boolean nameTaken = entry.deletedAt().isEmpty()
                    && (!active.computeIfAbsent(entry.owner(), owner -> new HashSet<>())
                                    .add(entry.name())
                            || taken.hasActivePackage(entry.owner(), entry.name()));
            if (nameTaken) {
                problem(
                        path.field("name"),
                        "'%s' already has an active %s package '%s'"
                                .formatted(entry.owner(), entry.name().type().label(), entry.name()));
            }
            links(path, entry);
            instants(path, entry.createdAt(), entry.updatedAt(), entry.deletedAt());
            versions(index -> path.item("versions", index), entry.name().type(), entry.versions(), name -> false);
        }
    }

    private void links(StatePath path, PackageEntry entry) {
        entry.repository().ifPresent(name -> {
            repository(path.field("repository"), name);
            if (!name.owner().equals(entry.owner())) {
                problem(
                        path.field("repository"),
                        "a package of '%s' cannot be linked to a repository of '%s'"
                                .formatted(entry.owner(), name.owner()));
            }
        });
        int role = 0;
        for (Login login : entry.roles().keySet()) {
            user(path.role(role++, login), login);
        }
        for (RepositoryName name : entry.workflowRoles().keySet()) {
            repository(path.role(role++, name), name);
        }
    }

    private void versions(
            IntFunction<StatePath> path, PackageType type, List<VersionEntry> entries, Predicate<VersionName> used) {
        Set<VersionName> names = new HashSet<>();
        Set<Tag> tags = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            version(path.apply(i), type, entries.get(i), name -> !names.add(name) || used.test(name), tags);
        }
    }

    private void version(
            StatePath path, PackageType type, VersionEntry version, Predicate<VersionName> used, Set<Tag> tags) {
        id(path, version.id(), versionIds, taken.hasVersionId(version.id().orElse(0)));
        if (version.name().type() != type) {
            problem(path.field("name"), "'%s' is not the name of a %s version".formatted(version.name(), type.label()));
        }
        if (!version.tags().isEmpty() && !type.hasTags()) {
            problem(path.field("tags"), "%s versions have no tags".formatted(type.label()));
        }
        Set<Tag> own = new LinkedHashSet<>(version.tags());
        if (own.size() < version.tags().size()) {
            problem(path.field("tags"), "a tag is listed twice");
        }
        instants(path, version.createdAt(), version.updatedAt(), version.deletedAt());
        version.manifest().ifPresent(manifest -> manifest(path.field("manifest"), type, manifest));
        if (version.deletedAt().isPresent()) {
            return;
        }
        if (used.test(version.name())) {
            problem(path.field("name"), "there is already an active version '%s'".formatted(version.name()));
        }
        for (Tag tag : own) {
            if (!tags.add(tag)) {
                problem(path.field("tags"), "the tag '%s' is on two active versions".formatted(tag));
            }
        }
    }

    private void manifest(StatePath path, PackageType type, Manifest manifest) {
        if (!type.hasTags()) {
            problem(path, "%s versions have no manifest".formatted(type.label()));
        }
        boolean index = manifest.kind() == Manifest.Kind.INDEX;
        if (Manifest.Kind.of(manifest.mediaType(), Optional.empty(), Optional.empty())
                .filter(kind -> (kind == Manifest.Kind.INDEX) == index)
                .isEmpty()) {
            problem(
                    path,
                    "'%s' is not the media type of an %s"
                            .formatted(manifest.mediaType(), manifest.kind().label()));
        }
        for (Manifest.Child child : manifest.children()) {
            child.mediaType()
                    .filter(mediaType -> !Manifest.isManifest(mediaType))
                    .ifPresent(mediaType -> problem(
                            path, "the child '%s' is no manifest, but '%s'".formatted(child.digest(), mediaType)));
        }
    }

    private void tokens(List<TokenEntry> entries) {
        Set<TokenHash> hashes = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            TokenEntry entry = entries.get(i);
            StatePath path = StatePath.entry("tokens", i);
            if (!hashes.add(entry.hash())) {
                problem(path.field("token"), "the token is listed twice");
            } else if (taken.hasToken(entry.hash())) {
                problem(path.field("token"), "there is already such a token");
            }
            if (entry.holder() instanceof UserHolder holder) {
                user(path.field("user"), holder.login());
            } else if (entry.holder() instanceof WorkflowHolder holder) {
                repository(path.field("repository"), holder.repository());
            }
            if ((entry.kind() == TokenKind.INSTALLATION) != (entry.holder() instanceof WorkflowHolder)) {
                problem(
                        path.field("token"),
                        "tokens that begin with 'ghs_' belong to a repository, all others to a user");
            }
            for (Login organization : entry.ssoOrganizations()) {
                if (!organizations.contains(organization) && !existing.hasOrganization(organization)) {
                    problem(path.field("sso"), "there is no organization '%s'".formatted(organization));
                }
            }
        }
    }

    private void login(StatePath path, Login login) {
        if (users.contains(login)
                || organizations.contains(login)
                || taken.hasUser(login)
                || taken.hasOrganization(login)) {
            problem(path.field("login"), "there is already an account '%s'".formatted(login));
        }
    }

    private void account(StatePath path, Login login) {
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

    private void user(StatePath path, Login login) {
        if (!users.contains(login) && !existing.hasUser(login)) {
            problem(path, "there is no user '%s'".formatted(login));
        }
    }

    private void repository(StatePath path, RepositoryName name) {
        if (!repositories.contains(name) && !existing.hasRepository(name)) {
            problem(path, "there is no repository '%s'".formatted(name));
        }
    }

    private void id(StatePath path, OptionalLong id, Set<Long> seen, boolean used) {
        if (id.isEmpty()) {
            return;
        }
        if (id.getAsLong() < 1) {
            problem(path.field("id"), "%s is not a positive number".formatted(id.getAsLong()));
        } else if (!seen.add(id.getAsLong()) || used) {
            problem(path.field("id"), "%s is taken".formatted(id.getAsLong()));
        }
    }

    private void instants(StatePath path, Instant createdAt, Instant updatedAt, Optional<Instant> deletedAt) {
        instant(path, "created_at", createdAt);
        instant(path, "updated_at", updatedAt);
        deletedAt.ifPresent(at -> instant(path, "deleted_at", at));
    }

    private void instant(StatePath path, String key, Instant instant) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            problem(path.field(key), "%s is not between %s and %s".formatted(instant, EARLIEST, LATEST));
        }
    }

    private void problem(StatePath path, String message) {
        problems.accept(path, message);
    }
}
