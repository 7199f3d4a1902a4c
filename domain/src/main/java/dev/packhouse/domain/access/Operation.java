package dev.packhouse.domain.access;

import java.util.List;

/**
 * An operation on packages. Each constant stands for three operations of the REST API: for an organization, for a user,
 * and for the authenticated user.
 */
public enum Operation {
    /** List the packages of an owner. */
    LIST_PACKAGES("list packages", Role.READ, Scope.READ_PACKAGES),
    /** Get one package. */
    GET_PACKAGE("get a package", Role.READ, Scope.READ_PACKAGES),
    /** Delete one package with all its versions. */
    DELETE_PACKAGE("delete a package", Role.ADMIN, Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
    /** Restore one deleted package. */
    RESTORE_PACKAGE("restore a package", Role.ADMIN, Scope.WRITE_PACKAGES, Scope.READ_PACKAGES),
    /** List the versions of a package. */
    LIST_VERSIONS("get a package's versions", Role.READ, Scope.READ_PACKAGES),
    /** Get one version. */
    GET_VERSION("get a package version", Role.READ, Scope.READ_PACKAGES),
    /** Delete one version. */
    DELETE_VERSION("delete a package version", Role.ADMIN, Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
    /** Restore one deleted version. */
    RESTORE_VERSION("restore a package version", Role.ADMIN, Scope.WRITE_PACKAGES, Scope.READ_PACKAGES),
    /** List the packages whose names collided when Docker images moved to the container registry. */
    LIST_DOCKER_CONFLICTS("list docker migration conflicts", Role.READ, Scope.READ_PACKAGES);

    private final String phrase;
    private final Role requiredRole;
    private final List<Scope> requiredScopes;

    Operation(String phrase, Role requiredRole, Scope... requiredScopes) {
        this.phrase = phrase;
        this.requiredRole = requiredRole;
        this.requiredScopes = List.of(requiredScopes);
    }

    /** The phrase for the operation in GitHub's messages, as in "to get a package's versions". */
    public String phrase() {
        return phrase;
    }

    /** The role on the package that the operation requires. */
    public Role requiredRole() {
        return requiredRole;
    }

    /** The scopes that a classic token needs, in the order of GitHub's messages. */
    public List<Scope> requiredScopes() {
        return requiredScopes;
    }

    /** Whether the operation changes a package or a version. */
    public boolean changes() {
        return requiredRole == Role.ADMIN;
    }
}
