package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.Optional;

/**
 * What gives a caller a role on a package. All components are plain values, so that a JSON library writes it without
 * loss.
 *
 * <p>Source: "About permissions for GitHub Packages".
 *
 * @param kind what gives the role
 * @param role the role; NONE if only the registry knows it
 * @param owner the owner of the package, if the kind depends on it
 * @param repository the repository that the package is linked to, if the role is one on it
 */
public record Grant(Kind kind, Role role, Optional<Login> owner, Optional<RepositoryName> repository) {

    /** What can give a role. */
    public enum Kind {
        /** The caller is the user whose packages these are. */
        NAMESPACE_OWNER,
        /** The caller is an owner of the organization. */
        ORGANIZATION_OWNER,
        /** The package is public. */
        PUBLIC_VISIBILITY,
        /** The package is internal, and the caller is a member of the organization. */
        INTERNAL_VISIBILITY,
        /** The caller, or the repository of a workflow, has a role on the package itself. */
        PACKAGE_ROLE,
        /** The caller has a role on the repository that the package is linked to. */
        REPOSITORY_ROLE,
        /** The roles of the caller, or the package, are unknown here: the registry that knows them decides. */
        LEFT_TO_REGISTRY
    }

    /** Checks that nothing is null. */
    public Grant {
        requireNonNull(kind, "kind");
        requireNonNull(role, "role");
        requireNonNull(owner, "owner");
        requireNonNull(repository, "repository");
    }

    static Grant of(Kind kind, Role role) {
        return new Grant(kind, role, Optional.empty(), Optional.empty());
    }

    static Grant of(Kind kind, Role role, Login owner) {
        return new Grant(kind, role, Optional.of(owner), Optional.empty());
    }

    static Grant of(Role role, RepositoryName repository) {
        return new Grant(Kind.REPOSITORY_ROLE, role, Optional.empty(), Optional.of(repository));
    }

    /** A readable sentence for the operator. */
    public String explanation() {
        return switch (kind) {
            case NAMESPACE_OWNER -> "The packages belong to the caller, %s".formatted(owner.orElseThrow());
            case ORGANIZATION_OWNER -> "The caller is an owner of the organization %s".formatted(owner.orElseThrow());
            case PUBLIC_VISIBILITY -> "The package is public";
            case INTERNAL_VISIBILITY ->
                "The package is internal, and the caller is a member of %s".formatted(owner.orElseThrow());
            case PACKAGE_ROLE -> "The caller has the role %s on the package".formatted(role.label());
            case REPOSITORY_ROLE ->
                "The caller has the role %s on the repository %s".formatted(role.label(), repository.orElseThrow());
            case LEFT_TO_REGISTRY -> "The roles of the caller are unknown here; the registry decides";
        };
    }
}
