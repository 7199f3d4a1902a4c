package dev.packhouse.application.testing;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.TokenHolder;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The entries of a state after an account or a repository was renamed. */
record Renaming(UnaryOperator<Login> logins, UnaryOperator<RepositoryName> repositories) {

    static Renaming of(Optional<Login> former, Login login) {
        UnaryOperator<Login> logins = each -> former.filter(each::equals).isPresent() ? login : each;
        return new Renaming(logins, each -> new RepositoryName(logins.apply(each.owner()), each.name()));
    }

    static Renaming of(Optional<RepositoryName> former, RepositoryName name) {
        return new Renaming(each -> each, each -> former.filter(each::equals).isPresent() ? name : each);
    }

    UserEntry of(UserEntry entry) {
        return new UserEntry(
                entry.id(),
                logins.apply(entry.login()),
                entry.name(),
                entry.siteAdmin(),
                entry.createdAt(),
                entry.updatedAt());
    }

    OrganizationEntry of(OrganizationEntry entry) {
        return new OrganizationEntry(
                entry.id(),
                logins.apply(entry.login()),
                entry.name(),
                entry.description(),
                entry.samlSso(),
                all(entry.owners()),
                all(entry.members()),
                entry.createdAt(),
                entry.updatedAt());
    }

    RepositoryEntry of(RepositoryEntry entry) {
        return new RepositoryEntry(
                entry.id(),
                repositories.apply(entry.fullName()),
                entry.privateRepository(),
                entry.description(),
                entry.fork(),
                keys(entry.roles(), logins));
    }

    PackageEntry of(PackageEntry entry) {
        return new PackageEntry(
                entry.id(),
                logins.apply(entry.owner()),
                entry.name(),
                entry.visibility(),
                entry.repository().map(repositories),
                entry.inheritsAccess(),
                keys(entry.roles(), logins),
                keys(entry.workflowRoles(), repositories),
                entry.dockerMigrationConflict(),
                entry.createdAt(),
                entry.updatedAt(),
                entry.deletedAt(),
                entry.versions());
    }

    TokenEntry of(TokenEntry entry) {
        return new TokenEntry(
                entry.hash(),
                entry.kind(),
                of(entry.holder()),
                entry.scopes(),
                entry.ssoOrganizations().stream().map(logins).collect(Collectors.toSet()),
                entry.expiresAt());
    }

    private TokenHolder of(TokenHolder holder) {
        return holder instanceof WorkflowHolder workflow
                ? new WorkflowHolder(repositories.apply(workflow.repository()), workflow.permission())
                : new UserHolder(logins.apply(((UserHolder) holder).login()));
    }

    private List<Login> all(List<Login> people) {
        return people.stream().map(logins).toList();
    }

    private static <K, V> Map<K, V> keys(Map<K, V> map, Function<K, K> names) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(each -> names.apply(each.getKey()), Map.Entry::getValue));
    }
}
