package dev.packhouse.application.testing;

import static java.util.Comparator.comparing;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.application.spi.Directory;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The members and repositories of an {@link InMemoryBackend}, for one caller. */
record InMemoryDirectory(StoredState contents, EntryResolver resolver, Optional<Principal> caller)
        implements Directory {

    @Override
    public Page<User> members(Organization organization, Set<Membership> memberships, PageRequest page) {
        return page(
                users().filter(user -> memberships.contains(membership(organization, user)))
                        .sorted(comparing(user -> user.id().value())),
                page);
    }

    private Stream<User> users() {
        return resolver.accounts().filter(User.class::isInstance).map(User.class::cast);
    }

    private Stream<Organization> organizations() {
        return resolver.accounts()
                .filter(Organization.class::isInstance)
                .map(Organization.class::cast)
                .sorted(comparing(organization -> organization.id().value()));
    }

    @Override
    public Membership membership(Organization organization, User user) {
        OrganizationEntry entry = contents.organizations().stream()
                .filter(each -> each.login().equals(organization.login()))
                .findFirst()
                .orElseThrow();
        if (entry.owners().contains(user.login())) {
            return Membership.OWNER;
        }
        return entry.members().contains(user.login()) ? Membership.MEMBER : Membership.NONE;
    }

    @Override
    public List<Organization> singleSignOnOrganizations(User user) {
        return organizationsOf(user).filter(Organization::samlSso).toList();
    }

    private Stream<Organization> organizationsOf(User user) {
        return organizations().filter(organization -> membership(organization, user) != Membership.NONE);
    }

    @Override
    public Page<OrganizationMembership> memberships(User user, Set<AccountId> without, PageRequest page) {
        return page(
                organizationsOf(user)
                        .filter(organization -> !without.contains(organization.id()))
                        .map(organization ->
                                new OrganizationMembership(organization, user, membership(organization, user))),
                page);
    }

    @Override
    public Optional<Located<Repository>> repository(Account owner, String name) {
        return repositories()
                .filter(found -> found.subject().name().equals(new RepositoryName(owner.login(), name)))
                .findFirst();
    }

    private Stream<Located<Repository>> repositories() {
        return contents.repositories().stream()
                .map(entry -> resolver.repository(entry.fullName()))
                .map(repository -> new Located<>(repository, affiliation(repository)));
    }

    private Affiliation affiliation(Repository repository) {
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return Affiliation.ofWorkflow(
                    workflow.repository(), repository.owner(), Role.NONE, Optional.of(repository));
        }
        Optional<Login> user = caller.flatMap(Principal::user).map(User::login);
        Role role = user.map(login -> contents.repository(repository.name())
                        .orElseThrow()
                        .roles()
                        .getOrDefault(login, Role.NONE))
                .orElse(Role.NONE);
        return new Affiliation.Known(resolver.membership(caller, repository.owner()), Role.NONE, role);
    }

    private static Role role(Located<Repository> found) {
        return ((Affiliation.Known) found.affiliation()).repositoryRole();
    }

    @Override
    public Page<Located<Repository>> repositories(Account owner, RepositoryFilter visible, RepositoryListing listing) {
        return list(repositories().filter(found -> found.subject().owner().equals(owner)), visible, listing);
    }

    @Override
    public Page<Located<Repository>> repositoriesOf(
            User user,
            Set<RepositoryRelation> relations,
            RepositoryFilter visible,
            Set<AccountId> without,
            RepositoryListing listing) {
        return list(
                repositories()
                        .filter(found -> relation(user, found)
                                .filter(relations::contains)
                                .isPresent())
                        .filter(found ->
                                !without.contains(found.subject().owner().id())),
                visible,
                listing);
    }

    private Optional<RepositoryRelation> relation(User user, Located<Repository> found) {
        Account owner = found.subject().owner();
        if (owner.equals(user)) {
            return Optional.of(RepositoryRelation.OWNER);
        }
        boolean granted = role(found) != Role.NONE;
        Membership membership =
                owner instanceof Organization organization ? membership(organization, user) : Membership.NONE;
        return switch (membership) {
            case OWNER -> Optional.of(RepositoryRelation.ORGANIZATION_MEMBER);
            case MEMBER -> granted ? Optional.of(RepositoryRelation.ORGANIZATION_MEMBER) : Optional.empty();
            case NONE -> granted ? Optional.of(RepositoryRelation.COLLABORATOR) : Optional.empty();
        };
    }

    private static Page<Located<Repository>> list(
            Stream<Located<Repository>> found, RepositoryFilter visible, RepositoryListing listing) {
        Comparator<Located<Repository>> order = listing.order() == RepositoryListing.Order.CREATED
                ? comparing(each -> each.subject().id().value())
                : comparing((Located<Repository> each) ->
                                each.subject().owner().login().key())
                        .thenComparing(each -> each.subject().name().nameKey());
        return page(
                found.filter(each -> visible.shows(each.subject(), role(each)))
                        .filter(each -> isOfKind(each.subject(), listing.kind()))
                        .sorted(listing.descending() ? order.reversed() : order),
                listing.page());
    }

    private static boolean isOfKind(Repository repository, RepositoryListing.Kind kind) {
        return switch (kind) {
            case ALL -> true;
            case PUBLIC -> !repository.privateRepository();
            case PRIVATE -> repository.privateRepository();
            case FORKS -> repository.fork();
            case SOURCES -> !repository.fork();
        };
    }

    private static <T> Page<T> page(Stream<T> matches, PageRequest request) {
        List<T> all = matches.toList();
        return new Page<>(
                all.stream().skip(request.offset()).limit(request.size()).toList(), request.lastPageOf(all.size()));
    }
}
