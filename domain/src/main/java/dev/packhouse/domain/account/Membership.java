package dev.packhouse.domain.account;

/** What a caller is to the account that owns a package, from nothing to everything. */
public enum Membership {
    /** A stranger, or an outside collaborator. A user's account has no members, so others are always this. */
    NONE,
    /** A member of the organization. */
    MEMBER,
    /** An owner of the organization, or the user whose own account it is. */
    OWNER
}
