package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.PackageInserts;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.TokenSql;
import dev.packhouse.adapter.persistence.sql.VersionInserts;
import dev.packhouse.adapter.persistence.sql.VersionList;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex.Segment;
import dev.packhouse.adapter.persistence.sql.VersionPosition;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Validates a state and adds it to the stored one. */
public final class StateLoader {

    private final SqlConnection connection;
    private final ExistingStateQueries existing;
    private final Map<Login, Long> accounts = new HashMap<>();
    private final Map<RepositoryName, Long> repositories = new HashMap<>();

    public StateLoader(SqlConnection connection) {
        this.connection = connection;
        this.existing = new ExistingStateQueries(connection);
    }

    public void add(RegistryState state) {
        boolean empty = StateExporter.isEmpty(connection);
        StateValidation.check(state, empty ? ExistingState.NOTHING : existing);
        addAccounts(state);
        addRepositories(state.repositories());
        addPackages(state.packages());
        addTokens(state.tokens());
    }

    private void addAccounts(RegistryState state) {
        IdAllocator ids = new IdAllocator(
                connection,
                SequenceSql.Kind.ACCOUNT,
                Stream.concat(
                        state.users().stream().map(UserEntry::id),
                        state.organizations().stream().map(OrganizationEntry::id)));
        for (UserEntry user : state.users()) {
            long id = ids.allocate(user.id());
            accounts.put(user.login(), id);
            AccountSql.insert(connection, id, user);
        }
        for (OrganizationEntry organization : state.organizations()) {
            long id = ids.allocate(organization.id());
            accounts.put(organization.login(), id);
            AccountSql.insert(connection, id, organization);
            addPeople(id, organization.owners(), Membership.OWNER);
            addPeople(id, organization.members(), Membership.MEMBER);
        }
        ids.save();
    }

    private void addPeople(long organization, List<Login> people, Membership membership) {
        for (int i = 0; i < people.size(); i++) {
            AccountSql.insert(connection, organization, account(people.get(i)), membership, i);
        }
    }

    private void addRepositories(List<RepositoryEntry> entries) {
        IdAllocator ids = new IdAllocator(
                connection, SequenceSql.Kind.REPOSITORY, entries.stream().map(RepositoryEntry::id));
        for (RepositoryEntry entry : entries) {
            long id = ids.allocate(entry.id());
            long owner = account(entry.fullName().owner());
            repositories.put(entry.fullName(), id);
            RepositorySql.insert(connection, id, owner, entry);
            entry.roles().forEach((login, role) -> {
                if (role != Role.NONE) {
                    RepositorySql.insertRole(connection, account(login), owner, id, role);
                }
            });
        }
        ids.save();
    }

    private void addPackages(List<PackageEntry> entries) {
        IdAllocator packages = new IdAllocator(
                connection, SequenceSql.Kind.PACKAGE, entries.stream().map(PackageEntry::id));
        IdAllocator versions = new IdAllocator(
                connection,
                SequenceSql.Kind.VERSION,
                entries.stream().flatMap(entry -> entry.versions().stream()).map(VersionEntry::id));
        for (PackageEntry entry : entries) {
            long id = packages.allocate(entry.id());
            long owner = account(entry.owner());
            PackageInserts.insert(connection, id, owner, entry.repository().map(this::repository), entry);
            if (entry.deletedAt().isEmpty()) {
                PackageSql.count(connection, owner, entry.name().type(), entry.visibility(), 1);
            }
            addRoles(id, owner, entry);
            for (VersionEntry version : entry.versions()) {
                VersionInserts.insert(connection, id, versions.allocate(version.id()), version);
            }
            addPageIndex(id, entry);
        }
        packages.save();
        versions.save();
    }

    private void addRoles(long id, long owner, PackageEntry entry) {
        String type = entry.name().type().label();
        entry.roles().forEach((login, role) -> {
            if (role != Role.NONE) {
                PackageInserts.insertRole(connection, RoleGrantee.user(account(login)), owner, type, id, role);
            }
        });
        entry.workflowRoles().forEach((name, role) -> {
            if (role != Role.NONE) {
                PackageInserts.insertRole(connection, RoleGrantee.repository(repository(name)), owner, type, id, role);
            }
        });
    }

    private void addPageIndex(long id, PackageEntry entry) {
        if (entry.versions().size() > VersionPageIndex.LONGEST) {
            for (boolean deletedIndividually : List.of(false, true)) {
                VersionList list = new VersionList(new PackageId(id), deletedIndividually);
                VersionPageIndex.insert(connection, list, segments(VersionPageIndex.positions(connection, list)));
            }
        }
    }

    private static List<Segment> segments(List<VersionPosition> positions) {
        List<Segment> segments = new ArrayList<>();
        for (int start = VersionPageIndex.LENGTH; start < positions.size(); start += VersionPageIndex.LENGTH) {
            segments.add(
                    new Segment(positions.get(start), Math.min(VersionPageIndex.LENGTH, positions.size() - start)));
        }
        return segments;
    }

    private void addTokens(List<TokenEntry> entries) {
        IdAllocator ids = new IdAllocator(connection, SequenceSql.Kind.TOKEN, Stream.empty());
        for (TokenEntry entry : entries) {
            TokenSql.insert(
                    connection,
                    ids.allocate(OptionalLong.empty()),
                    entry,
                    holder(entry.holder()),
                    entry.ssoOrganizations().stream().map(this::account).toList());
        }
        ids.save();
    }

    private TokenSql.Holder holder(TokenHolder holder) {
        return holder instanceof WorkflowHolder workflow
                ? TokenSql.Holder.workflow(repository(workflow.repository()), workflow.permission())
                : TokenSql.Holder.user(account(((UserHolder) holder).login()));
    }

    private long account(Login login) {
        Long added = accounts.get(login);
        return added != null
                ? added
                : existing.account(login)
                        .orElseThrow(() -> connection.missing())
                        .id()
                        .value();
    }

    private long repository(RepositoryName name) {
        Long added = repositories.get(name);
        return added != null ? added : existing.repository(name).orElseThrow(() -> connection.missing());
    }
}
