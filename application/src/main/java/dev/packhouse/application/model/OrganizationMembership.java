package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;

/**
 * The membership of a user in an organization.
 *
 * @param membership member or owner
 */
public record OrganizationMembership(Organization organization, User user, Membership membership) {

    /**
     * Checks the membership.
     *
     * @throws IllegalArgumentException if the user is not a member
     */
    public OrganizationMembership {
        requireNonNull(organization, "organization");
        requireNonNull(user, "user");
        if (membership == Membership.NONE) {
            throw new IllegalArgumentException(
                    "'%s' is not a member of '%s'".formatted(user.login(), organization.login()));
        }
    }
}
