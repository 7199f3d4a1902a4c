package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Builds a package. By default it is private, without a repository, without roles and without versions. */
public final class PackageSeed {

    private final OptionalLong id;
    private final Login owner;
    private final PackageName name;
    private final Map<Login, Role> roles = new LinkedHashMap<>();
    private final Map<RepositoryName, Role> workflowRoles = new LinkedHashMap<>();
    private final List<VersionEntry> versions = new ArrayList<>();
    private Visibility visibility = Visibility.PRIVATE;
    private Optional<RepositoryName> repository = Optional.empty();
    private boolean inheritsAccess;
    private boolean dockerMigrationConflict;
    private Instant createdAt = Seed.CREATED;
    private Instant updatedAt = Seed.CREATED;
    private Optional<Instant> deletedAt = Optional.empty();

    private PackageSeed(OptionalLong id, String owner, PackageType type, String name) {
        this.id = id;
        this.owner = new Login(owner);
        this.name = new PackageName(type, name);
    }

    /** A package with this number. */
    public static PackageSeed of(long id, String owner, PackageType type, String name) {
        return new PackageSeed(OptionalLong.of(id), owner, type, name);
    }

    /** A package without a number; the backend assigns it. */
    public static PackageSeed of(String owner, PackageType type, String name) {
        return new PackageSeed(OptionalLong.empty(), owner, type, name);
    }

    /** Sets its visibility. */
    public PackageSeed visibility(Visibility newVisibility) {
        visibility = newVisibility;
        return this;
    }

    /** Links it to a repository, with inherited access. */
    public PackageSeed inheriting(String fullName) {
        inheritsAccess = true;
        return linked(fullName);
    }

    /** Links it to a repository, without inherited access. */
    public PackageSeed linked(String fullName) {
        repository = Optional.of(RepositoryName.parse(fullName));
        return this;
    }

    /** Gives a user a role. */
    public PackageSeed role(String login, Role role) {
        roles.put(new Login(login), role);
        return this;
    }

    /** Gives the workflows of a repository a role. */
    public PackageSeed workflowRole(String fullName, Role role) {
        workflowRoles.put(RepositoryName.parse(fullName), role);
        return this;
    }

    /** Marks it as a conflict of the Docker migration. */
    public PackageSeed dockerConflict() {
        dockerMigrationConflict = true;
        return this;
    }

    /** Sets the time of its first publication, with no later one. */
    public PackageSeed created(Instant instant) {
        return created(instant, instant);
    }

    /** Sets the times of its first and last publication. */
    public PackageSeed created(Instant created, Instant updated) {
        createdAt = created;
        updatedAt = updated;
        return this;
    }

    /** Sets the time of its deletion. */
    public PackageSeed deleted(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    /** Adds versions. */
    public PackageSeed with(VersionSeed... seeds) {
        return with(Stream.of(seeds).map(VersionSeed::entry).toList());
    }

    /** Adds versions. */
    public PackageSeed with(List<VersionEntry> entries) {
        versions.addAll(entries);
        return this;
    }

    /** The resulting entry. */
    public PackageEntry entry() {
        return new PackageEntry(
                id,
                owner,
                name,
                visibility,
                repository,
                inheritsAccess,
                roles,
                workflowRoles,
                dockerMigrationConflict,
                createdAt,
                updatedAt,
                deletedAt,
                versions);
    }
}
