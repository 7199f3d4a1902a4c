package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;

/**
 * What gives a caller a role on a package.
 *
 * <p>Source: "About permissions for GitHub Packages".
 */
public sealed interface Grant {

    /** The role that it gives. */
    Role role();

    /** A readable sentence for the operator. */
    String explanation();

    /**
     * The caller is the user whose packages these are.
     *
     * @param user the user
     */
    record NamespaceOwner(Login user) implements Grant {
        /** Checks that nothing is null. */
        public NamespaceOwner {
            requireNonNull(user, "user");
        }

        @Override
        public Role role() {
            return Role.ADMIN;
        }

        @Override
        public String explanation() {
            return "The packages belong to the caller, %s".formatted(user);
        }
    }

    /**
     * The caller is an owner of the organization.
     *
     * @param organization the organization
     */
    record OrganizationOwner(Login organization) implements Grant {
        /** Checks that nothing is null. */
        public OrganizationOwner {
            requireNonNull(organization, "organization");
        }

        @Override
        public Role role() {
            return Role.ADMIN;
        }

        @Override
        public String explanation() {
            return "The caller is an owner of the organization %s".formatted(organization);
        }
    }

    /** The package is public. */
    record PublicVisibility() implements Grant {
        @Override
        public Role role() {
            return Role.READ;
        }

        @Override
        public String explanation() {
            return "The package is public";
        }
    }

    /**
     * The package is internal, and the caller is a member of the organization.
     *
     * @param organization the organization
     */
    record InternalVisibility(Login organization) implements Grant {
        /** Checks that nothing is null. */
        public InternalVisibility {
            requireNonNull(organization, "organization");
        }

        @Override
        public Role role() {
            return Role.READ;
        }

        @Override
        public String explanation() {
            return "The package is internal, and the caller is a member of %s".formatted(organization);
        }
    }

    /**
     * The caller, or the repository of a workflow, has a role on the package itself.
     *
     * @param role the role
     */
    record PackageRole(Role role) implements Grant {
        /** Checks that nothing is null. */
        public PackageRole {
            requireNonNull(role, "role");
        }

        @Override
        public String explanation() {
            return "The caller has the role %s on the package".formatted(role.label());
        }
    }

    /**
     * The caller has a role on the repository that the package is linked to.
     *
     * @param repository the repository
     * @param role the role
     */
    record RepositoryRole(RepositoryName repository, Role role) implements Grant {
        /** Checks that nothing is null. */
        public RepositoryRole {
            requireNonNull(repository, "repository");
            requireNonNull(role, "role");
        }

        @Override
        public String explanation() {
            return "The caller has the role %s on the repository %s".formatted(role.label(), repository);
        }
    }

    /** The affiliation of the caller, or the package, is unknown here: the registry that knows it decides. */
    record LeftToRegistry() implements Grant {
        @Override
        public Role role() {
            return Role.NONE;
        }

        @Override
        public String explanation() {
            return "The roles of the caller are unknown here; the registry decides";
        }
    }
}
