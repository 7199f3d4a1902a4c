package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The identity of a caller, and the permissions of the token. */
public sealed interface Principal {

    /** The user behind the token; empty for anonymous callers and workflows. */
    Optional<User> user();

    /** When the token expires; empty if never. A backend returns only principals that are {@link #validAt valid}. */
    Optional<Instant> expiresAt();

    /** Whether the token is valid at this instant: it is valid strictly before {@link #expiresAt}. */
    default boolean validAt(Instant now) {
        return expiresAt().map(now::isBefore).orElse(true);
    }

    /** Whether this is the user's own account. A user is the owner of all packages there. */
    default boolean owns(Account account) {
        return account instanceof User
                && user().filter(user -> user.id().equals(account.id())).isPresent();
    }

    /** The name of this caller in the audit trail and in the log. */
    String label();

    /** A caller without a token. */
    record Anonymous() implements Principal {
        @Override
        public Optional<User> user() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> expiresAt() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return "anonymous";
        }
    }

    /**
     * A user with a personal access token (classic) or a token of an OAuth app.
     *
     * @param owner the user
     * @param scopes the scopes of the token
     * @param ssoOrganizations the organizations with single sign-on that the token is authorized for
     * @param expiresAt when the token expires
     */
    record ClassicToken(User owner, Scopes scopes, Set<Login> ssoOrganizations, Optional<Instant> expiresAt)
            implements Principal {

        /** Checks that nothing is null. */
        public ClassicToken {
            requireNonNull(owner, "owner");
            requireNonNull(scopes, "scopes");
            ssoOrganizations = Set.copyOf(ssoOrganizations);
            requireNonNull(expiresAt, "expiresAt");
        }

        @Override
        public Optional<User> user() {
            return Optional.of(owner);
        }

        @Override
        public String label() {
            return owner.login().value();
        }
    }

    /**
     * A user with a token that the packages operations do not accept: a fine-grained personal access token, or one of a
     * GitHub App.
     *
     * @param owner the user
     * @param kind which kind of token
     * @param expiresAt when the token expires
     */
    record UnsupportedToken(User owner, TokenKind kind, Optional<Instant> expiresAt) implements Principal {

        /** Checks that nothing is null. */
        public UnsupportedToken {
            requireNonNull(owner, "owner");
            requireNonNull(kind, "kind");
            requireNonNull(expiresAt, "expiresAt");
        }

        @Override
        public Optional<User> user() {
            return Optional.of(owner);
        }

        @Override
        public String label() {
            return owner.login().value();
        }
    }

    /**
     * A workflow with its {@code GITHUB_TOKEN}. Acts for a repository, not for a user.
     *
     * @param repository the repository the workflow runs in
     * @param permission the workflow's permission {@code packages}: none, read or write
     * @param expiresAt when the token expires
     */
    record ActionsToken(Repository repository, Role permission, Optional<Instant> expiresAt) implements Principal {

        /**
         * Checks the permission.
         *
         * @throws IllegalArgumentException if it is admin, which a workflow cannot have
         */
        public ActionsToken {
            requireNonNull(repository, "repository");
            requireNonNull(permission, "permission");
            requireNonNull(expiresAt, "expiresAt");
            if (permission == Role.ADMIN) {
                throw new IllegalArgumentException("A workflow's permission is none, read or write, not admin");
            }
        }

        @Override
        public Optional<User> user() {
            return Optional.empty();
        }

        @Override
        public String label() {
            return repository.name().toString();
        }
    }
}
