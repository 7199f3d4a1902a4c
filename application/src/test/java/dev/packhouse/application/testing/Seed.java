package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds a state. */
public final class Seed {

    /** The default time of creation. */
    public static final Instant CREATED = Instant.parse("2020-05-19T22:19:11Z");

    private final List<UserEntry> users = new ArrayList<>();
    private final List<OrganizationEntry> organizations = new ArrayList<>();
    private final List<RepositoryEntry> repositories = new ArrayList<>();
    private final List<PackageEntry> packages = new ArrayList<>();
    private final List<TokenEntry> tokens = new ArrayList<>();

    /** Adds a user. */
    public Seed user(long id, String login) {
        return user(id, login, false);
    }

    /** Adds a user who is a site administrator. */
    public Seed siteAdmin(long id, String login) {
        return user(id, login, true);
    }

    private Seed user(long id, String login, boolean siteAdmin) {
        users.add(new UserEntry(
                OptionalLong.of(id), new Login(login), Optional.of("Name of " + login), siteAdmin, CREATED, CREATED));
        return this;
    }

    /** Adds an organization without single sign-on. */
    public Seed organization(long id, String login, List<String> owners, List<String> members) {
        return organization(id, login, owners, members, false);
    }

    /** Adds an organization whose members need single sign-on. */
    public Seed organizationWithSso(long id, String login, List<String> owners, List<String> members) {
        return organization(id, login, owners, members, true);
    }

    private Seed organization(long id, String login, List<String> owners, List<String> members, boolean samlSso) {
        organizations.add(new OrganizationEntry(
                OptionalLong.of(id),
                new Login(login),
                Optional.of("Name of " + login),
                Optional.of("About " + login),
                samlSso,
                owners.stream().map(Login::new).toList(),
                members.stream().map(Login::new).toList(),
                CREATED,
                CREATED));
        return this;
    }

    /** Adds a private repository with a description, and the roles of users on it. */
    public Seed privateRepository(long id, String fullName, Map<String, Role> roles) {
        return repository(id, fullName, true, Optional.of("About " + fullName), roles);
    }

    /** Adds a public repository on which no user has a role. */
    public Seed publicRepository(long id, String fullName, Optional<String> description) {
        return repository(id, fullName, false, description, Map.of());
    }

    /** Adds a public repository, and the roles of users on it. */
    public Seed publicRepository(long id, String fullName, Map<String, Role> roles) {
        return repository(id, fullName, false, Optional.of("About " + fullName), roles);
    }

    /** Adds a public fork on which no user has a role. */
    public Seed fork(long id, String fullName) {
        return repository(id, fullName, false, Optional.empty(), true, Map.of());
    }

    private Seed repository(
            long id, String fullName, boolean isPrivate, Optional<String> description, Map<String, Role> roles) {
        return repository(id, fullName, isPrivate, description, false, roles);
    }

    private Seed repository(
            long id,
            String fullName,
            boolean isPrivate,
            Optional<String> description,
            boolean fork,
            Map<String, Role> roles) {
        repositories.add(new RepositoryEntry(
                OptionalLong.of(id), RepositoryName.parse(fullName), isPrivate, description, fork, byLogin(roles)));
        return this;
    }

    static Map<Login, Role> byLogin(Map<String, Role> roles) {
        Map<Login, Role> byLogin = new LinkedHashMap<>();
        roles.forEach((login, role) -> byLogin.put(new Login(login), role));
        return byLogin;
    }

    /** Adds packages. */
    public Seed add(PackageSeed... seeds) {
        Stream.of(seeds).map(PackageSeed::entry).forEach(packages::add);
        return this;
    }

    /** Adds a token of a user, of the kind of its prefix, with all scopes of packages. */
    public Seed token(String secret, String login) {
        return token(secret, login, Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);
    }

    /** Adds a token of a user, of the kind of its prefix. */
    public Seed token(String secret, String login, Scope... scopes) {
        return token(secret, login, Scopes.of(scopes), Set.of(), Optional.empty());
    }

    /** Adds a token of a user, of the kind of its prefix, without scopes. */
    public Seed tokenWithoutScopes(String secret, String login) {
        return token(secret, login, Scopes.NONE, Set.of(), Optional.empty());
    }

    /** Adds a token of a user, of the kind of its prefix. */
    public Seed token(String secret, String login, Scopes scopes, Set<String> sso, Optional<Instant> expiresAt) {
        tokens.add(new TokenEntry(
                TokenHash.of(secret),
                TokenKind.of(secret),
                new UserHolder(new Login(login)),
                scopes,
                sso.stream().map(Login::new).collect(Collectors.toUnmodifiableSet()),
                expiresAt));
        return this;
    }

    /** Adds a token of the workflows of a repository. */
    public Seed workflow(String secret, String repository, Role permission) {
        tokens.add(new TokenEntry(
                TokenHash.of(secret),
                TokenKind.INSTALLATION,
                new WorkflowHolder(RepositoryName.parse(repository), permission),
                Scopes.NONE,
                Set.of(),
                Optional.empty()));
        return this;
    }

    /** The resulting state. */
    public RegistryState state() {
        return new RegistryState(users, organizations, repositories, packages, tokens);
    }
}
