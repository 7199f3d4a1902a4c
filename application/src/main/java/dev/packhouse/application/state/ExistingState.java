package dev.packhouse.application.state;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.Optional;

/** The existing entries to which a state is added. */
public interface ExistingState {

    /** The existing entries of an empty backend. */
    ExistingState NOTHING = new ExistingState() {};

    /** Whether there is a user of this login. */
    default boolean hasUser(Login login) {
        return false;
    }

    /** Whether there is an organization of this login. */
    default boolean hasOrganization(Login login) {
        return false;
    }

    /** Whether an account has this number. */
    default boolean hasAccountId(long id) {
        return false;
    }

    /** The login of the account of this number; empty if there is none. */
    default Optional<Login> login(long id) {
        return Optional.empty();
    }

    /** Whether there is a repository of this name. */
    default boolean hasRepository(RepositoryName name) {
        return false;
    }

    /** Whether a repository has this number. */
    default boolean hasRepositoryId(long id) {
        return false;
    }

    /** The name of the repository of this number; empty if there is none. */
    default Optional<RepositoryName> repositoryName(long id) {
        return Optional.empty();
    }

    /** Whether there is an active package of this name. */
    default boolean hasActivePackage(Login owner, PackageName name) {
        return false;
    }

    /** Whether a package has or had this number. */
    default boolean hasPackageId(long id) {
        return false;
    }

    /** Whether a version has or had this number. */
    default boolean hasVersionId(long id) {
        return false;
    }

    /** Whether there is a token with this hash. */
    default boolean hasToken(TokenHash hash) {
        return false;
    }
}
