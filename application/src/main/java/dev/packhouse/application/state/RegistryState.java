package dev.packhouse.application.state;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The content of a registry: accounts, roles, and published packages. Entries refer to each other by name; the backend
 * assigns missing ids. Each entry is valid by itself; {@link StateValidation} checks whether the entries fit together.
 *
 * @param users all users
 * @param organizations all organizations
 * @param repositories all repositories
 * @param packages all packages, active and deleted
 * @param tokens all tokens, as hashes
 */
public record RegistryState(
        List<UserEntry> users,
        List<OrganizationEntry> organizations,
        List<RepositoryEntry> repositories,
        List<PackageEntry> packages,
        List<TokenEntry> tokens) {

    /** A state without entries. */
    public static final RegistryState EMPTY = new RegistryState(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public RegistryState {
        users = List.copyOf(users);
        organizations = List.copyOf(organizations);
        repositories = List.copyOf(repositories);
        packages = List.copyOf(packages);
        tokens = List.copyOf(tokens);
    }

    /** Copies the roles and keeps their order, so that problems are reported in the order of the file. */
    private static <K, V> Map<K, V> inOrder(Map<K, V> roles) {
        Map<K, V> copy = new LinkedHashMap<>();
        roles.forEach((holder, role) -> copy.put(requireNonNull(holder), requireNonNull(role)));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * A user.
     *
     * @param id the number; assigned where empty
     */
    public record UserEntry(
            OptionalLong id,
            Login login,
            Optional<String> name,
            boolean siteAdmin,
            Instant createdAt,
            Instant updatedAt) {
        /** Checks that nothing is null. */
        public UserEntry {
            requireNonNull(id, "id");
            requireNonNull(login, "login");
            requireNonNull(name, "name");
            requireNonNull(createdAt, "createdAt");
            requireNonNull(updatedAt, "updatedAt");
        }

        /** Creates the entry of an existing user. */
        public static UserEntry of(User user) {
            return new UserEntry(
                    OptionalLong.of(user.id().value()),
                    user.login(),
                    user.name(),
                    user.siteAdmin(),
                    user.createdAt(),
                    user.updatedAt());
        }
    }

    /**
     * An organization.
     *
     * @param id the number; assigned where empty
     * @param owners the users who own it
     * @param members the users who are members without being owners
     */
    public record OrganizationEntry(
            OptionalLong id,
            Login login,
            Optional<String> name,
            Optional<String> description,
            boolean samlSso,
            List<Login> owners,
            List<Login> members,
            Instant createdAt,
            Instant updatedAt) {
        /** Copies the lists. */
        public OrganizationEntry {
            requireNonNull(id, "id");
            requireNonNull(login, "login");
            requireNonNull(name, "name");
            requireNonNull(description, "description");
            owners = List.copyOf(owners);
            members = List.copyOf(members);
            requireNonNull(createdAt, "createdAt");
            requireNonNull(updatedAt, "updatedAt");
        }

        /** Creates the entry of an existing organization, with its owners and members. */
        public static OrganizationEntry of(Organization organization, List<Login> owners, List<Login> members) {
            return new OrganizationEntry(
                    OptionalLong.of(organization.id().value()),
                    organization.login(),
                    organization.name(),
                    organization.description(),
                    organization.samlSso(),
                    owners,
                    members,
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    /**
     * A repository.
     *
     * @param id the number; assigned where empty
     * @param roles the roles of users on it
     */
    public record RepositoryEntry(
            OptionalLong id,
            RepositoryName fullName,
            boolean privateRepository,
            Optional<String> description,
            boolean fork,
            Map<Login, Role> roles) {
        /** Copies the roles. */
        public RepositoryEntry {
            requireNonNull(id, "id");
            requireNonNull(fullName, "fullName");
            requireNonNull(description, "description");
            roles = inOrder(roles);
        }
    }

    /**
     * A package with its versions.
     *
     * @param id the number; assigned where empty
     * @param repository the repository it is linked to
     * @param inheritsAccess whether roles on that repository are roles on the package
     * @param roles the roles of users on it
     * @param workflowRoles the roles that the workflows of repositories have on it
     * @param dockerMigrationConflict whether its name collided when Docker images moved to the container registry
     * @param deletedAt when it was deleted; empty if it is active
     */
    public record PackageEntry(
            OptionalLong id,
            Login owner,
            PackageName name,
            Visibility visibility,
            Optional<RepositoryName> repository,
            boolean inheritsAccess,
            Map<Login, Role> roles,
            Map<RepositoryName, Role> workflowRoles,
            boolean dockerMigrationConflict,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> deletedAt,
            List<VersionEntry> versions) {
        /** Copies the collections. */
        public PackageEntry {
            requireNonNull(id, "id");
            requireNonNull(owner, "owner");
            requireNonNull(name, "name");
            requireNonNull(visibility, "visibility");
            requireNonNull(repository, "repository");
            roles = inOrder(roles);
            workflowRoles = inOrder(workflowRoles);
            requireNonNull(createdAt, "createdAt");
            requireNonNull(updatedAt, "updatedAt");
            requireNonNull(deletedAt, "deletedAt");
            versions = List.copyOf(versions);
        }
    }

    /**
     * A version of a package.
     *
     * @param id the number; assigned where empty
     * @param downloads the number of downloads; empty if it is not known
     * @param deletedAt when it was deleted by itself; empty if it is active, or was deleted with its package
     * @param manifest the manifest of an image; empty if it is not known
     */
    public record VersionEntry(
            OptionalLong id,
            VersionName name,
            List<Tag> tags,
            OptionalLong downloads,
            Optional<String> license,
            Optional<String> description,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> deletedAt,
            Optional<Manifest> manifest) {
        /**
         * Copies the tags and checks the downloads.
         *
         * @throws IllegalArgumentException if their number is negative
         */
        public VersionEntry {
            requireNonNull(id, "id");
            requireNonNull(name, "name");
            tags = List.copyOf(tags);
            requireNonNull(downloads, "downloads");
            if (downloads.orElse(0) < 0) {
                throw new IllegalArgumentException(
                        "Version '%s' cannot have %d downloads".formatted(name, downloads.getAsLong()));
            }
            requireNonNull(license, "license");
            requireNonNull(description, "description");
            requireNonNull(createdAt, "createdAt");
            requireNonNull(updatedAt, "updatedAt");
            requireNonNull(deletedAt, "deletedAt");
            requireNonNull(manifest, "manifest");
        }
    }

    /**
     * A token.
     *
     * @param hash the hash of the token
     * @param kind its kind
     * @param holder the user or the workflows that it identifies
     * @param scopes its scopes; without effect on kinds without scopes
     * @param ssoOrganizations the organizations with single sign-on that it is authorized for
     * @param expiresAt when it expires; empty if never
     */
    public record TokenEntry(
            TokenHash hash,
            TokenKind kind,
            TokenHolder holder,
            Scopes scopes,
            Set<Login> ssoOrganizations,
            Optional<Instant> expiresAt) {
        /** Copies the organizations. */
        public TokenEntry {
            requireNonNull(hash, "hash");
            requireNonNull(kind, "kind");
            requireNonNull(holder, "holder");
            requireNonNull(scopes, "scopes");
            ssoOrganizations = Set.copyOf(ssoOrganizations);
            requireNonNull(expiresAt, "expiresAt");
        }
    }

    /** The user or the workflows that a token identifies. */
    public sealed interface TokenHolder {}

    /**
     * A user, with a token of any kind except {@link TokenKind#INSTALLATION}.
     *
     * @param login the user
     */
    public record UserHolder(Login login) implements TokenHolder {
        /** Checks that nothing is null. */
        public UserHolder {
            requireNonNull(login, "login");
        }
    }

    /**
     * The workflows of a repository, with a token of the kind {@link TokenKind#INSTALLATION}.
     *
     * @param repository the repository
     * @param permission their permission {@code packages}: none, read or write
     */
    public record WorkflowHolder(RepositoryName repository, Role permission) implements TokenHolder {
        /**
         * Checks the permission.
         *
         * @throws IllegalArgumentException if it is admin, which a workflow cannot have
         */
        public WorkflowHolder {
            requireNonNull(repository, "repository");
            requireNonNull(permission, "permission");
            if (permission == Role.ADMIN) {
                throw new IllegalArgumentException("A workflow's permission is none, read or write, not admin");
            }
        }
    }
}
