package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState;
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
import java.util.Set;

/**
 * Describes who exists, who may do what, and what is published, for a test:
 *
 * <pre>{@code
 * world.organization("octo-org").owner("monalisa").member("hubot")
 *         .packageOf(CONTAINER, "app")
 *         .version("sha256:...", version -> version.tags("latest"))
 *         .version("sha256:...");
 * world.token("ghp_monalisa", "monalisa");
 * }</pre>
 *
 * Users come into being when they are named. A method throws an {@link IllegalArgumentException} if a name is not valid. Used by
 * one thread.
 */
public final class World {

    /** All scopes that the operations on packages, accounts and repositories ask for. */
    private static final Scopes EVERYTHING = Scopes.of(
            Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO, Scope.READ_ORG, Scope.USER);

    private final Instant now;
    private final Map<Login, UserBuilder> users = new LinkedHashMap<>();
    private final Map<Login, OrganizationBuilder> organizations = new LinkedHashMap<>();
    private final Map<RepositoryName, RepositoryBuilder> repositories = new LinkedHashMap<>();
    private final List<PackageBuilder> packages = new ArrayList<>();
    private final List<TokenEntry> tokens = new ArrayList<>();

    /**
     * Describes a world without entries.
     *
     * @param now when everything was created that has no other date
     */
    World(Instant now) {
        this.now = now;
    }

    /** The user with this login, added if it is new. */
    public UserBuilder user(String login) {
        return users.computeIfAbsent(new Login(login), added -> new UserBuilder(this, added));
    }

    /** The organization with this login, added if it is new. */
    public OrganizationBuilder organization(String login) {
        return organizations.computeIfAbsent(new Login(login), added -> new OrganizationBuilder(this, added));
    }

    /**
     * The repository with this name, added if it is new.
     *
     * @param fullName the login of the owner, a slash, and the name
     */
    public RepositoryBuilder repository(String fullName) {
        return repositories.computeIfAbsent(
                RepositoryName.parse(fullName), added -> new RepositoryBuilder(this, added));
    }

    /**
     * Adds a token of a user with all scopes for packages, repositories, organizations and users. Its kind follows from its
     * beginning, as on GitHub: {@code ghp_} is a classic token.
     */
    public World token(String secret, String login) {
        return token(secret, login, EVERYTHING);
    }

    /** Adds a token of a user with these scopes. */
    public World token(String secret, String login, Scope scope, Scope... more) {
        List<Scope> all = new ArrayList<>(List.of(more));
        all.add(scope);
        return token(secret, login, new Scopes(Set.copyOf(all)));
    }

    /** Adds a token of a user without scopes. */
    public World tokenWithoutScopes(String secret, String login) {
        return token(secret, login, new Scopes(Set.of()));
    }

    private World token(String secret, String login, Scopes scopes) {
        user(login);
        tokens.add(new TokenEntry(
                TokenHash.of(secret),
                TokenKind.of(secret),
                new UserHolder(new Login(login)),
                scopes,
                Set.of(),
                Optional.empty()));
        return this;
    }

    /**
     * Adds the token of the workflows of a repository.
     *
     * @param secret begins with {@code ghs_}
     * @param permission the permission {@code packages}: none, read or write
     */
    public World workflowToken(String secret, String repository, Role permission) {
        tokens.add(new TokenEntry(
                TokenHash.of(secret),
                TokenKind.of(secret),
                new WorkflowHolder(RepositoryName.parse(repository), permission),
                new Scopes(Set.of()),
                Set.of(),
                Optional.empty()));
        return this;
    }

    Instant now() {
        return now;
    }

    void add(PackageBuilder added) {
        packages.add(added);
    }

    /** The state that is described. It may contradict itself. */
    RegistryState state() {
        return new RegistryState(
                users.values().stream().map(UserBuilder::entry).toList(),
                organizations.values().stream().map(OrganizationBuilder::entry).toList(),
                repositories.values().stream().map(RepositoryBuilder::entry).toList(),
                packages.stream().map(PackageBuilder::entry).toList(),
                tokens);
    }

    /** A user. */
    public static final class UserBuilder extends OwnerBuilder<UserBuilder> {

        private boolean siteAdmin;

        private UserBuilder(World world, Login login) {
            super(world, login);
        }

        /** Makes the user an administrator of the server. */
        public UserBuilder siteAdmin() {
            siteAdmin = true;
            return this;
        }

        private UserEntry entry() {
            return new UserEntry(id(), login(), name(), siteAdmin, world().now(), world().now());
        }
    }
}
