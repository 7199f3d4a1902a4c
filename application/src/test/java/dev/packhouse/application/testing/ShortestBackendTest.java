package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.people;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.application.testing.ShortestBackend.Data;
import dev.packhouse.application.testing.ShortestBackend.Relation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Change;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link ShortestBackend}. It has every ability except a store and a directory. */
public class ShortestBackendTest implements BackendContract {

    @Override
    public Backend open(RegistryState state, InstantSource clock) {
        return new ShortestBackend(data(state), RULES, clock, entry -> {});
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.HAS_A_STORE, Ability.HAS_A_DIRECTORY, Ability.KEEPS_MANIFESTS));
    }

    @Test
    void theAuditTrailReceivesOnlyEntriesOfUnitsOfWorkThatSucceed() {
        List<AuditEntry> entries = new ArrayList<>();
        AuditEntry entry = new AuditEntry.Pruned(NOW, 1, NOW);
        try (Backend backend = new ShortestBackend(data(people().state()), RULES, () -> NOW, entries::add)) {
            AuthenticatedCaller caller = caller(backend, MONALISA);
            assertThatThrownBy(() -> backend.write(caller, session -> {
                        session.record(entry);
                        throw new IllegalStateException("The unit fails");
                    }))
                    .hasMessage("The unit fails");
            assertThat(entries).isEmpty();

            backend.write(caller, session -> {
                session.record(entry);
                return true;
            });

            assertThat(entries).containsExactly(entry);
        }
    }

    @Test
    void aSessionAffectsNothingAfterItsUnitOfWork() {
        Seed seed = people().add(PackageSeed.of(1, "octo-org", PackageType.NPM, "app"));
        try (Backend backend = open(seed.state(), () -> NOW)) {
            Package app = active(backend, PackageType.NPM, "app");
            List<WriteSession> ended = new ArrayList<>();
            backend.write(caller(backend, MONALISA), ended::add);

            ended.get(0).apply(new Change.PackageDeleted(app, NOW));

            assertThat(active(backend, PackageType.NPM, "app")).isEqualTo(app);
        }
    }

    /** The data of a state in which every entry has an id. */
    public static Data data(RegistryState state) {
        return new Loader().load(state);
    }

    /** Converts entries, which refer to each other by name, to values of the domain, which do so by id. */
    private static final class Loader {

        private final Map<Login, Account> accounts = new HashMap<>();
        private final Map<RepositoryName, Repository> repositories = new HashMap<>();
        private final Map<TokenHash, Principal> tokens = new HashMap<>();
        private final Map<Relation, Membership> memberships = new HashMap<>();
        private final Map<Relation, Role> roles = new HashMap<>();
        private final Set<PackageId> dockerConflicts = new HashSet<>();
        private final List<Package> packages = new ArrayList<>();
        private final List<PackageVersion> versions = new ArrayList<>();

        private Data load(RegistryState state) {
            state.users().forEach(this::add);
            state.organizations().forEach(this::add);
            state.repositories().forEach(this::add);
            state.packages().forEach(this::add);
            state.tokens().forEach(entry -> tokens.put(entry.hash(), principal(entry)));
            packages.sort(Comparator.comparing(subject -> subject.id().value()));
            return new Data(
                    List.copyOf(accounts.values()), tokens, memberships, roles, dockerConflicts, packages, versions);
        }

        private void add(UserEntry entry) {
            accounts.put(
                    entry.login(),
                    new User(
                            new AccountId(entry.id().orElseThrow()),
                            entry.login(),
                            entry.name(),
                            entry.siteAdmin(),
                            entry.createdAt(),
                            entry.updatedAt()));
        }

        private void add(OrganizationEntry entry) {
            AccountId id = new AccountId(entry.id().orElseThrow());
            accounts.put(
                    entry.login(),
                    new Organization(
                            id,
                            entry.login(),
                            entry.name(),
                            entry.description(),
                            entry.samlSso(),
                            entry.createdAt(),
                            entry.updatedAt()));
            entry.members().forEach(user -> memberships.put(new Relation(id(user), id), Membership.MEMBER));
            entry.owners().forEach(user -> memberships.put(new Relation(id(user), id), Membership.OWNER));
        }

        private void add(RepositoryEntry entry) {
            RepositoryId id = new RepositoryId(entry.id().orElseThrow());
            repositories.put(
                    entry.fullName(),
                    new Repository(
                            id,
                            accounts.get(entry.fullName().owner()),
                            entry.fullName(),
                            entry.privateRepository(),
                            entry.description(),
                            entry.fork()));
            entry.roles().forEach((user, role) -> roles.put(new Relation(id(user), id), role));
        }

        private void add(PackageEntry entry) {
            PackageId id = new PackageId(entry.id().orElseThrow());
            packages.add(new Package(
                    id,
                    new Namespace(accounts.get(entry.owner()), entry.name().type()),
                    entry.name(),
                    entry.visibility(),
                    entry.repository().map(repositories::get),
                    entry.inheritsAccess(),
                    VersionCounts.UNKNOWN,
                    entry.createdAt(),
                    entry.updatedAt(),
                    entry.deletedAt().map(Tombstone::at)));
            entry.roles().forEach((user, role) -> roles.put(new Relation(id(user), id), role));
            entry.workflowRoles()
                    .forEach((name, role) ->
                            roles.put(new Relation(repositories.get(name).id(), id), role));
            if (entry.dockerMigrationConflict()) {
                dockerConflicts.add(id);
            }
            Optional<Tombstone> withPackage = entry.deletedAt().map(at -> new Tombstone(at, true));
            entry.versions().forEach(version -> versions.add(version(id, version, withPackage)));
        }

        private static PackageVersion version(PackageId parent, VersionEntry entry, Optional<Tombstone> withPackage) {
            return new PackageVersion(
                    new VersionId(entry.id().orElseThrow()),
                    parent,
                    entry.name(),
                    entry.tags(),
                    entry.downloads(),
                    entry.license(),
                    entry.description(),
                    entry.createdAt(),
                    entry.updatedAt(),
                    entry.deletedAt().map(Tombstone::at).or(() -> withPackage));
        }

        private Principal principal(TokenEntry entry) {
            if (entry.holder() instanceof WorkflowHolder workflow) {
                return new Principal.ActionsToken(
                        repositories.get(workflow.repository()), workflow.permission(), entry.expiresAt());
            }
            User user = (User) accounts.get(((UserHolder) entry.holder()).login());
            return entry.kind().hasScopes()
                    ? new Principal.ClassicToken(user, entry.scopes(), entry.ssoOrganizations(), entry.expiresAt())
                    : new Principal.UnsupportedToken(user, entry.kind(), entry.expiresAt());
        }

        private AccountId id(Login login) {
            return accounts.get(login).id();
        }
    }
}
