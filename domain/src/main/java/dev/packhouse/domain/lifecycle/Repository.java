package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.Optional;

/**
 * A repository that packages can be linked to.
 *
 * @param id the number of the repository
 * @param owner the account it belongs to
 * @param name its full name
 * @param privateRepository whether it is private
 * @param description a sentence about it
 * @param fork whether it is a fork of another repository
 */
public record Repository(
        RepositoryId id,
        Account owner,
        RepositoryName name,
        boolean privateRepository,
        Optional<String> description,
        boolean fork) {

    /**
     * Checks the repository.
     *
     * @throws IllegalArgumentException if the full name does not begin with the owner's login
     */
    public Repository {
        requireNonNull(id, "id");
        requireNonNull(owner, "owner");
        requireNonNull(name, "name");
        requireNonNull(description, "description");
        if (!name.owner().equals(owner.login())) {
            throw new IllegalArgumentException("Repository %s cannot belong to %s".formatted(name, owner.login()));
        }
    }
}
