package dev.packhouse.domain.account;

/** The membership of a caller in the account that owns a package, from the lowest to the highest. */
public enum Membership {
    /**
     * Not a member, or an outside collaborator. A user's account has no members: all other callers have this
     * membership.
     */
    NONE,
    /** A member of the organization. */
    MEMBER,
    /** An owner of the organization, or the user to whom the account belongs. */
    OWNER
}
