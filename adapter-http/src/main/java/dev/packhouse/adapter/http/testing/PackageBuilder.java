package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A package of a {@link World}. It is private and active, unless that is changed. Used by one thread. */
public final class PackageBuilder {

    private final OwnerBuilder<?> owner;
    private final PackageName name;
    private final Map<Login, Role> roles = new LinkedHashMap<>();
    private final Map<RepositoryName, Role> workflowRoles = new LinkedHashMap<>();
    private final List<VersionEntry> versions = new ArrayList<>();
    private OptionalLong id = OptionalLong.empty();
    private Visibility visibility = Visibility.PRIVATE;
    private Optional<RepositoryName> repository = Optional.empty();
    private boolean inheritsAccess;
    private Instant createdAt;
    private Optional<Instant> deletedAt = Optional.empty();

    PackageBuilder(OwnerBuilder<?> owner, PackageName name) {
        this.owner = owner;
        this.name = name;
        this.createdAt = owner.world().now();
    }

    /** Sets the number, which is assigned otherwise. */
    public PackageBuilder id(long number) {
        id = OptionalLong.of(number);
        return this;
    }

    /** Sets who may see the package. */
    public PackageBuilder visibility(Visibility who) {
        visibility = who;
        return this;
    }

    /** Gives a user a role on the package. */
    public PackageBuilder role(String user, Role role) {
        roles.put(owner.world().user(user).login(), role);
        return this;
    }

    /** Gives the workflows of a repository, which is added if it is new, a role on the package. */
    public PackageBuilder workflowRole(String fullName, Role role) {
        owner.world().repository(fullName);
        workflowRoles.put(RepositoryName.parse(fullName), role);
        return this;
    }

    /** Links the package to a repository, which is added if it is new: its roles are roles on the package. */
    public PackageBuilder repository(String fullName) {
        owner.world().repository(fullName);
        repository = Optional.of(RepositoryName.parse(fullName));
        inheritsAccess = true;
        return this;
    }

    /** Sets when the package was created. */
    public PackageBuilder createdAt(Instant instant) {
        createdAt = instant;
        return this;
    }

    /** Makes the package a deleted one. Its versions are deleted with it. */
    public PackageBuilder deletedAt(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    /** Adds a version. */
    public PackageBuilder version(String versionName) {
        return version(versionName, version -> {});
    }

    /**
     * Adds a version.
     *
     * @param details sets its tags, downloads and dates
     */
    public PackageBuilder version(String versionName, Consumer<VersionBuilder> details) {
        VersionBuilder version = new VersionBuilder(
                new VersionName(name.type(), versionName), owner.world().now());
        details.accept(version);
        versions.add(version.entry());
        return this;
    }

    /** Adds another package of the same owner. */
    public PackageBuilder packageOf(PackageType type, String packageName) {
        return owner.packageOf(type, packageName);
    }

    PackageEntry entry() {
        return new PackageEntry(
                id,
                owner.login(),
                name,
                visibility,
                repository,
                inheritsAccess,
                roles,
                workflowRoles,
                false,
                createdAt,
                createdAt,
                deletedAt,
                versions);
    }
}
