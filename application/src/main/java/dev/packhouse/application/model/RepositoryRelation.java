package dev.packhouse.application.model;

/** Why a user has a repository. */
public enum RepositoryRelation {
    /** It belongs to the user. */
    OWNER,
    /** The user has a role on it, and is not a member of an organization that owns it. */
    COLLABORATOR,
    /** The user owns the organization that owns it, or is a member of it with a role on the repository. */
    ORGANIZATION_MEMBER
}
