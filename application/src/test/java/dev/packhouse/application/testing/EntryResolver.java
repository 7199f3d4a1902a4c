package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts entries to accounts and repositories, and computes the affiliation of a caller. */
final class EntryResolver {

    private final StoredState contents;

    EntryResolver(StoredState contents) {
        this.contents = contents;
    }

    Stream<Account> accounts() {
        return Stream.concat(
                contents.users().stream().map(EntryResolver::user),
                contents.organizations().stream().map(EntryResolver::organization));
    }

    Account account(Login login) {
        return accounts()
                .filter(account -> account.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    User user(Login login) {
        return (User) account(login);
    }

    private static User user(UserEntry entry) {
        return new User(
                new AccountId(entry.id().orElseThrow()),
                entry.login(),
                entry.name(),
                entry.siteAdmin(),
                entry.createdAt(),
                entry.updatedAt());
    }

    private static Organization organization(OrganizationEntry entry) {
        return new Organization(
                new AccountId(entry.id().orElseThrow()),
                entry.login(),
                entry.name(),
                entry.description(),
                entry.samlSso(),
                entry.createdAt(),
                entry.updatedAt());
    }

    Repository repository(RepositoryName name) {
        RepositoryEntry entry = contents.repository(name).orElseThrow();
        return new Repository(
                new RepositoryId(entry.id().orElseThrow()),
                account(entry.fullName().owner()),
                entry.fullName(),
                entry.privateRepository(),
                entry.description(),
                entry.fork());
    }

    /** The membership of a caller in an account. */
    Membership membership(Optional<Principal> caller, Account owner) {
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(workflow.repository(), owner).membership();
        }
        Optional<Login> user = caller.flatMap(Principal::user).map(User::login);
        if (user.isEmpty()) {
            return Membership.NONE;
        }
        if (owner instanceof User) {
            return owner.login().equals(user.get()) ? Membership.OWNER : Membership.NONE;
        }
        OrganizationEntry organization = contents.organizations().stream()
                .filter(entry -> entry.login().equals(owner.login()))
                .findFirst()
                .orElseThrow();
        if (organization.owners().contains(user.get())) {
            return Membership.OWNER;
        }
        return organization.members().contains(user.get()) ? Membership.MEMBER : Membership.NONE;
    }

    /** The affiliation of a caller with a package. */
    Affiliation affiliation(Optional<Principal> caller, PackageEntry subject) {
        Account owner = account(subject.owner());
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(
                    workflow.repository(),
                    owner,
                    subject.workflowRoles().getOrDefault(workflow.repository().name(), Role.NONE),
                    subject.repository().map(this::repository));
        }
        return caller.flatMap(Principal::user)
                .<Affiliation>map(user -> new Affiliation.Known(
                        membership(caller, owner),
                        subject.roles().getOrDefault(user.login(), Role.NONE),
                        repositoryRole(user, subject)))
                .orElseGet(Affiliation::none);
    }

    private Role repositoryRole(User user, PackageEntry subject) {
        return subject.repository()
                .flatMap(contents::repository)
                .map(linked -> linked.roles().getOrDefault(user.login(), Role.NONE))
                .orElse(Role.NONE);
    }

    /** The principal of a token, expired or not; empty if there is no such token. */
    Optional<Principal> principal(Credential.Token token) {
        return contents.token(TokenHash.of(token.secret())).map(this::principal);
    }

    private Principal principal(TokenEntry token) {
        if (token.holder() instanceof WorkflowHolder workflow) {
            return new Principal.ActionsToken(
                    repository(workflow.repository()), workflow.permission(), token.expiresAt());
        }
        User user = user(((UserHolder) token.holder()).login());
        return switch (token.kind()) {
            case CLASSIC, OAUTH_APP ->
                new Principal.ClassicToken(user, token.scopes(), token.ssoOrganizations(), token.expiresAt());
            case FINE_GRAINED, USER_TO_SERVER, INSTALLATION ->
                new Principal.UnsupportedToken(user, token.kind(), token.expiresAt());
        };
    }
}
