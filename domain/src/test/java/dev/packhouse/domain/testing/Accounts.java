package dev.packhouse.domain.testing;

import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.Optional;

/** Users and organizations with their repositories. */
public final class Accounts {

    /** When all these accounts were created. */
    public static final Instant JOINED = Instant.parse("2015-03-08T12:00:00Z");

    /** A user. */
    public static final User MONALISA = user(1001, "monalisa");

    /** Another user. */
    public static final User HUBOT = user(1002, "hubot");

    /** An organization without single sign-on. */
    public static final Organization OCTO_ORG = organization(2001, "octo-org");

    /** An organization with single sign-on. */
    public static final Organization SSO_ORG = organizationWithSso(2002, "sso-org");

    private Accounts() {}

    /** A user of this login. */
    public static User user(long id, String login) {
        return new User(new AccountId(id), new Login(login), Optional.empty(), false, JOINED, JOINED);
    }

    /** An organization of this login. */
    public static Organization organization(long id, String login) {
        return new Organization(
                new AccountId(id), new Login(login), Optional.empty(), Optional.empty(), false, JOINED, JOINED);
    }

    /** An organization whose members must sign on. */
    public static Organization organizationWithSso(long id, String login) {
        return new Organization(
                new AccountId(id), new Login(login), Optional.empty(), Optional.empty(), true, JOINED, JOINED);
    }

    /** A private repository of this owner. */
    public static Repository repositoryOf(Account owner) {
        return new Repository(
                new RepositoryId(5001),
                owner,
                new RepositoryName(owner.login(), "hello-world"),
                true,
                Optional.empty(),
                false);
    }
}
