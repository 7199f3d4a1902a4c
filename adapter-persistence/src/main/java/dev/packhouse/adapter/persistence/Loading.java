package dev.packhouse.adapter.persistence;

import dev.packhouse.adapter.persistence.StretchSql.Stretch;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Adds a state to what is there. */
final class Loading {

    private final Handle handle;
    private final ExistingRows existing;
    private final Map<Login, Long> accounts = new HashMap<>();
    private final Map<RepositoryName, Long> repositories = new HashMap<>();

    Loading(Handle handle) {
        this.handle = handle;
        this.existing = new ExistingRows(handle);
    }

    void add(RegistryState state) {
        boolean empty = StateSql.isEmpty(handle);
        StateValidation.check(state, empty ? StateValidation.ExistingState.NOTHING : existing);
        addAccounts(state);
        addRepositories(state.repositories());
        addPackages(state.packages());
        addTokens(state.tokens());
    }

    private void addAccounts(RegistryState state) {
        Numbers numbers = new Numbers(
                handle,
                SequenceSql.Kind.ACCOUNT,
                Stream.concat(
                        state.users().stream().map(UserEntry::id),
                        state.organizations().stream().map(OrganizationEntry::id)));
        for (UserEntry user : state.users()) {
            long id = numbers.of(user.id());
            accounts.put(user.login(), id);
            AccountSql.insert(handle, id, user);
        }
        for (OrganizationEntry organization : state.organizations()) {
            long id = numbers.of(organization.id());
            accounts.put(organization.login(), id);
            AccountSql.insert(handle, id, organization);
            addPeople(id, organization.owners(), Membership.OWNER);
            addPeople(id, organization.members(), Membership.MEMBER);
        }
        numbers.save();
    }

    private void addPeople(long organization, List<Login> people, Membership membership) {
        for (int i = 0; i < people.size(); i++) {
            AccountSql.insert(handle, organization, account(people.get(i)), membership, i);
        }
    }

    private void addRepositories(List<RepositoryEntry> entries) {
        Numbers numbers = new Numbers(
                handle, SequenceSql.Kind.REPOSITORY, entries.stream().map(RepositoryEntry::id));
        for (RepositoryEntry entry : entries) {
            long id = numbers.of(entry.id());
            long owner = account(entry.fullName().owner());
            repositories.put(entry.fullName(), id);
            RepositorySql.insert(handle, id, owner, entry);
            entry.roles().forEach((login, role) -> {
                if (role != Role.NONE) {
                    RepositorySql.insertRole(handle, account(login), owner, id, role);
                }
            });
        }
        numbers.save();
    }

    private void addPackages(List<PackageEntry> entries) {
        Numbers packages =
                new Numbers(handle, SequenceSql.Kind.PACKAGE, entries.stream().map(PackageEntry::id));
        Numbers versions = new Numbers(
                handle,
                SequenceSql.Kind.VERSION,
                entries.stream().flatMap(entry -> entry.versions().stream()).map(VersionEntry::id));
        for (PackageEntry entry : entries) {
            long id = packages.of(entry.id());
            long owner = account(entry.owner());
            PackageRows.insert(handle, id, owner, entry.repository().map(this::repository), entry);
            if (entry.deletedAt().isEmpty()) {
                PackageSql.count(handle, owner, entry.name().type(), entry.visibility(), 1);
            }
            addRoles(id, owner, entry);
            for (VersionEntry version : entry.versions()) {
                VersionRows.insert(handle, id, versions.of(version.id()), version);
            }
            addStretches(id, entry);
        }
        packages.save();
        versions.save();
    }

    private void addRoles(long id, long owner, PackageEntry entry) {
        String type = entry.name().type().label();
        entry.roles().forEach((login, role) -> {
            if (role != Role.NONE) {
                PackageRows.insertRole(handle, new Holder(Holder.USER, account(login)), owner, type, id, role);
            }
        });
        entry.workflowRoles().forEach((name, role) -> {
            if (role != Role.NONE) {
                PackageRows.insertRole(handle, new Holder(Holder.REPOSITORY, repository(name)), owner, type, id, role);
            }
        });
    }

    private void addStretches(long id, PackageEntry entry) {
        if (entry.versions().size() > StretchSql.LONGEST) {
            for (boolean buried : List.of(false, true)) {
                StretchSql.insert(handle, id, buried, stretches(StretchSql.positions(handle, id, buried)));
            }
        }
    }

    private static List<Stretch> stretches(List<Position> positions) {
        List<Stretch> stretches = new ArrayList<>();
        for (int start = StretchSql.LENGTH; start < positions.size(); start += StretchSql.LENGTH) {
            stretches.add(new Stretch(positions.get(start), Math.min(StretchSql.LENGTH, positions.size() - start)));
        }
        return stretches;
    }

    private void addTokens(List<TokenEntry> entries) {
        Numbers numbers = new Numbers(handle, SequenceSql.Kind.TOKEN, Stream.empty());
        for (TokenEntry entry : entries) {
            OptionalLong user = OptionalLong.empty();
            OptionalLong repository = OptionalLong.empty();
            Optional<Role> permission = Optional.empty();
            if (entry.holder() instanceof WorkflowHolder workflow) {
                repository = OptionalLong.of(repository(workflow.repository()));
                permission = Optional.of(workflow.permission());
            } else if (entry.holder() instanceof UserHolder holder) {
                user = OptionalLong.of(account(holder.login()));
            }
            TokenSql.insert(
                    handle,
                    numbers.of(OptionalLong.empty()),
                    entry,
                    user,
                    repository,
                    permission,
                    entry.ssoOrganizations().stream().map(this::account).toList());
        }
        numbers.save();
    }

    private long account(Login login) {
        Long added = accounts.get(login);
        return added != null
                ? added
                : existing.account(login)
                        .orElseThrow(() -> DirectQuery.missing(handle))
                        .id()
                        .value();
    }

    private long repository(RepositoryName name) {
        Long added = repositories.get(name);
        return added != null ? added : existing.repository(name).orElseThrow(() -> DirectQuery.missing(handle));
    }
}
