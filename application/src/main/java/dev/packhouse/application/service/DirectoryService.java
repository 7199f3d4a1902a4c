package dev.packhouse.application.service;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.DirectoryPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Implements {@link AccountDirectory}: decides by {@link DirectoryPolicy}, and reads in one unit of work. */
public final class DirectoryService implements AccountDirectory {

    private static final Set<Membership> EVERY_MEMBER = EnumSet.of(Membership.OWNER, Membership.MEMBER);

    private final Backend backend;

    /** Creates the service for a backend. */
    public DirectoryService(Backend backend) {
        this.backend = requireNonNull(backend, "backend");
    }

    @Override
    public Optional<Outcome<ForwardedResponse>> forward(AuthenticatedCaller caller, String resource) {
        try {
            return backend.<Optional<ForwardedResponse>>read(
                            caller, session -> session.upstream().map(upstream -> upstream.get(resource)))
                    .map(Outcome::allowed);
        } catch (RefusedException e) {
            return Optional.of(Outcome.refused(e.refusal()));
        }
    }

    @Override
    public Outcome<Owned<User>> members(
            AuthenticatedCaller caller, OwnerReference organization, MemberFilter filter, PageRequest page) {
        Principal principal = caller.principal();
        return read(
                caller,
                session -> organization(session, principal, organization)
                        .flatMap(found -> members(session, principal, found, filter, page)));
    }

    private static Outcome<Owned<User>> members(
            ReadSession session, Principal caller, Organization organization, MemberFilter filter, PageRequest page) {
        Membership own = membership(session, organization);
        boolean audit = filter == MemberFilter.WITHOUT_TWO_FACTOR || filter == MemberFilter.INSECURE_TWO_FACTOR;
        Optional<Refusal> refusal = audit ? DirectoryPolicy.filterByTwoFactor(caller, own) : Optional.empty();
        return Outcome.unless(
                refusal,
                () -> new Owned<>(
                        organization,
                        DirectoryPolicy.seesMembers(caller, own) && filter != MemberFilter.INSECURE_TWO_FACTOR
                                ? session.directory().members(organization, memberships(filter), page)
                                : Page.empty()));
    }

    private static Set<Membership> memberships(MemberFilter filter) {
        return switch (filter) {
            case ALL, WITHOUT_TWO_FACTOR, INSECURE_TWO_FACTOR -> EVERY_MEMBER;
            case OWNERS -> Set.of(Membership.OWNER);
            case MEMBERS -> Set.of(Membership.MEMBER);
        };
    }

    @Override
    public Outcome<MembershipView> membership(AuthenticatedCaller caller, OwnerReference organization, Login user) {
        return read(
                caller,
                session -> organization(session, caller.principal(), organization)
                        .flatMap(found -> DirectoryPolicy.seesMembers(caller.principal(), membership(session, found))
                                ? membership(session, found, user).map(MembershipView.Shown::new)
                                : Outcome.allowed(new MembershipView.Concealed(found, user))));
    }

    private static Outcome<OrganizationMembership> membership(
            ReadSession session, Organization organization, Login login) {
        return RequestAuthorizer.found(session.accounts()
                .find(AccountQuery.any(login))
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .flatMap(user -> membership(session, organization, user)));
    }

    private static Optional<OrganizationMembership> membership(
            ReadSession session, Organization organization, User user) {
        Membership membership = session.directory().membership(organization, user);
        return membership == Membership.NONE
                ? Optional.empty()
                : Optional.of(new OrganizationMembership(organization, user, membership));
    }

    @Override
    public Outcome<Owned<Account>> publicMemberships(AuthenticatedCaller caller, OwnerReference owner) {
        return read(
                caller,
                session -> owner(session, caller.principal(), owner).map(found -> new Owned<>(found, Page.empty())));
    }

    @Override
    public Outcome<Page<Organization>> ownOrganizations(AuthenticatedCaller caller, PageRequest page) {
        if (caller.principal() instanceof Principal.UnsupportedToken) {
            return Outcome.allowed(Page.empty());
        }
        return ownMemberships(caller, "list your organizations", page)
                .map(memberships -> memberships.map(OrganizationMembership::organization));
    }

    @Override
    public Outcome<Page<OrganizationMembership>> ownMemberships(AuthenticatedCaller caller, PageRequest page) {
        return ownMemberships(caller, "list your organization memberships", page);
    }

    private Outcome<Page<OrganizationMembership>> ownMemberships(
            AuthenticatedCaller caller, String phrase, PageRequest page) {
        return DirectoryPolicy.ownMemberships(caller.principal(), phrase)
                .flatMap(user -> read(caller, session -> {
                    List<AccountId> leftOut = leftOut(session, caller.principal(), user);
                    return Outcome.allowed(
                            partial(leftOut, session.directory().memberships(user, Set.copyOf(leftOut), page)));
                }));
    }

    /** The organizations of a user for which the token is not authorized. */
    private static List<AccountId> leftOut(ReadSession session, Principal caller, User user) {
        return DirectoryPolicy.leftOut(caller, session.directory().singleSignOnOrganizations(user)).stream()
                .map(Organization::id)
                .toList();
    }

    /** The page, with the note that it lacks items of organizations. */
    private static <T> Page<T> partial(List<AccountId> leftOut, Page<T> page) {
        if (leftOut.isEmpty()) {
            return page;
        }
        String ids = leftOut.stream().map(AccountId::toString).collect(Collectors.joining(","));
        return new Page<>(
                page.items(),
                page.lastPage(),
                Optional.of("partial-results; organizations=" + ids),
                page.unreadable(),
                page.incomplete());
    }

    @Override
    public Outcome<OrganizationMembership> ownMembership(AuthenticatedCaller caller, OwnerReference organization) {
        return DirectoryPolicy.ownMemberships(caller.principal(), "get your organization membership")
                .flatMap(user -> read(
                        caller,
                        session -> organization(session, caller.principal(), organization)
                                .flatMap(found -> RequestAuthorizer.found(membership(session, found, user)))));
    }

    @Override
    public Outcome<Located<Repository>> repository(AuthenticatedCaller caller, RepositoryName name) {
        return read(
                caller,
                session -> owner(session, caller.principal(), new OwnerReference.AnyLogin(name.owner()))
                        .flatMap(owner -> RequestAuthorizer.found(session.directory()
                                .repository(owner, name.name())
                                .filter(found -> DirectoryPolicy.sees(
                                        caller.principal(), found.subject(), known(found.affiliation()))))));
    }

    @Override
    public Outcome<Owned<Located<Repository>>> repositories(
            AuthenticatedCaller caller, OwnerReference owner, RepositoryListing listing) {
        boolean publicOnly = owner instanceof OwnerReference.AnyLogin || owner instanceof OwnerReference.AnyNumber;
        return read(
                caller,
                session -> owner(session, caller.principal(), owner).map(found -> {
                    RepositoryFilter visible = publicOnly
                            ? RepositoryFilter.PUBLIC
                            : DirectoryPolicy.repositories(caller.principal(), membership(session, found));
                    return new Owned<>(found, session.directory().repositories(found, visible, listing));
                }));
    }

    @Override
    public Outcome<Page<Located<Repository>>> ownRepositories(
            AuthenticatedCaller caller, Set<RepositoryRelation> relations, RepositoryListing listing) {
        return DirectoryPolicy.user(caller.principal())
                .flatMap(user -> read(caller, session -> {
                    List<AccountId> leftOut = leftOut(session, caller.principal(), user);
                    RepositoryFilter visible = DirectoryPolicy.repositories(caller.principal(), Membership.OWNER);
                    return Outcome.allowed(partial(
                            leftOut,
                            session.directory()
                                    .repositoriesOf(user, relations, visible, Set.copyOf(leftOut), listing)));
                }));
    }

    private static Outcome<Organization> organization(ReadSession session, Principal caller, OwnerReference reference) {
        return owner(session, caller, reference)
                .flatMap(owner -> RequestAuthorizer.found(Optional.of(owner)
                        .filter(Organization.class::isInstance)
                        .map(Organization.class::cast)));
    }

    /** The account, if the token of the caller is authorized for its single sign-on. */
    private static Outcome<Account> owner(ReadSession session, Principal caller, OwnerReference reference) {
        return RequestAuthorizer.owner(session, caller, reference)
                .flatMap(owner -> Outcome.unless(
                        DirectoryPolicy.singleSignOn(
                                caller, owner, session.accounts().affiliationWith(owner)),
                        () -> owner));
    }

    private static Membership membership(ReadSession session, Account owner) {
        return known(session.accounts().affiliationWith(owner)).membership();
    }

    /** An affiliation that the backend does not know gives nothing. */
    private static Affiliation.Known known(Affiliation affiliation) {
        return affiliation instanceof Affiliation.Known known ? known : (Affiliation.Known) Affiliation.none();
    }

    private <T> Outcome<T> read(AuthenticatedCaller caller, Function<ReadSession, Outcome<T>> work) {
        return RegistryRefusals.orRefused(() -> backend.read(caller, work));
    }
}
