package dev.packhouse.domain.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A shared account with owners and members.
 *
 * @param id the number of the account
 * @param login the login
 * @param name the name shown beside the login
 * @param description a sentence about the organization
 * @param samlSso whether members must authorize a token for the SAML single sign-on of the organization before they use
 *     it here
 * @param createdAt when the account was created
 * @param updatedAt when the account was last changed
 */
public record Organization(
        AccountId id,
        Login login,
        Optional<String> name,
        Optional<String> description,
        boolean samlSso,
        Instant createdAt,
        Instant updatedAt)
        implements Account {

    /** Checks that nothing is null. */
    public Organization {
        requireNonNull(id, "id");
        requireNonNull(login, "login");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
