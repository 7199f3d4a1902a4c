package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.account;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.OrganizationMembership;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryListing.Kind;
import dev.packhouse.application.model.RepositoryListing.Order;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Directory;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.RepositoryFilter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The properties of members and repositories. A backend without the ability has none of them. */
public interface DirectoryClauses extends BackendFixture {

    /** Sees every private repository. */
    RepositoryFilter EVERY = new RepositoryFilter(true, true);

    /** Sees private repositories with a role. */
    RepositoryFilter GRANTED = new RepositoryFilter(false, true);

    private static Seed state() {
        return new Seed()
                .user(1002, "hubot")
                .user(1001, "monalisa")
                .user(1003, "OctoCat")
                .user(1004, "stranger")
                .organization(2001, "octo-org", List.of("OctoCat", "monalisa"), List.of("hubot"))
                .organizationWithSso(2003, "sso-org", List.of("hubot"), List.of("monalisa"))
                .organization(2002, "Abacus", List.of("stranger"), List.of("hubot"))
                .privateRepository(5004, "octo-org/zeta", Map.of("hubot", Role.WRITE, "stranger", Role.READ))
                .publicRepository(5002, "octo-org/Beta", Map.of("hubot", Role.READ))
                .privateRepository(5003, "octo-org/alpha", Map.of())
                .fork(5001, "octo-org/gamma")
                .privateRepository(5006, "hubot/own", Map.of())
                .publicRepository(5005, "monalisa/dotfiles", Map.of("hubot", Role.ADMIN))
                .privateRepository(5007, "Abacus/secret", Map.of())
                .privateRepository(5008, "sso-org/guarded", Map.of())
                .token("ghp_monalisa", "monalisa")
                .token("ghp_hubot", "hubot")
                .workflow("ghs_zeta", "octo-org/zeta", Role.READ);
    }

    @Test
    default void membersAreListedByIdAndPage() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            Set<Membership> all = EnumSet.of(Membership.OWNER, Membership.MEMBER);
            assertThat(members(backend, all, new PageRequest(1, 2))).isEqualTo(expected("[monalisa, hubot] of 2"));
            assertThat(members(backend, all, new PageRequest(2, 2))).isEqualTo(expected("[OctoCat] of 2"));
            assertThat(members(backend, all, new PageRequest(3, 2))).isEqualTo(expected("[] of 2"));
            assertThat(members(backend, Set.of(Membership.OWNER), PageRequest.FIRST))
                    .isEqualTo(expected("[monalisa, OctoCat] of 1"));
            assertThat(members(backend, Set.of(Membership.MEMBER), PageRequest.FIRST))
                    .isEqualTo(expected("[hubot] of 1"));
        }
    }

    private static String members(Backend backend, Set<Membership> memberships, PageRequest page) {
        return read(
                backend,
                MONALISA,
                (session, directory) -> shown(
                        directory.members(organization(session, "octo-org"), memberships, page),
                        user -> user.login().value()));
    }

    @Test
    default void aUserHasAMembershipInEachOrganization() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            assertThat(membership(backend, "octo-org", "OctoCat")).isEqualTo(can(Membership.OWNER));
            assertThat(membership(backend, "octo-org", "hubot")).isEqualTo(can(Membership.MEMBER));
            assertThat(membership(backend, "octo-org", "stranger")).isEqualTo(Membership.NONE);
        }
    }

    private Membership can(Membership membership) {
        return can(Ability.HAS_A_DIRECTORY) ? membership : Membership.NONE;
    }

    private static Membership membership(Backend backend, String organization, String user) {
        return read(
                backend,
                MONALISA,
                (session, directory) ->
                        directory.membership(organization(session, organization), (User) account(session, user)));
    }

    @Test
    default void theMembershipsOfAUserAreListedByOrganization() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            assertThat(memberships(backend, Set.of(), PageRequest.FIRST))
                    .isEqualTo(expected("[octo-org MEMBER, Abacus MEMBER, sso-org OWNER] of 1"));
            assertThat(memberships(backend, Set.of(), new PageRequest(2, 2)))
                    .isEqualTo(expected("[sso-org OWNER] of 2"));
            assertThat(memberships(backend, Set.of(new AccountId(2001), new AccountId(2003)), PageRequest.FIRST))
                    .isEqualTo(expected("[Abacus MEMBER] of 1"));
            List<String> signOn = read(
                    backend,
                    HUBOT,
                    (session, directory) ->
                            directory.singleSignOnOrganizations((User) account(session, "hubot")).stream()
                                    .map(organization -> organization.login().value())
                                    .toList());
            assertThat(signOn).isEqualTo(can(Ability.HAS_A_DIRECTORY) ? List.of("sso-org") : List.of());
        }
    }

    private static String memberships(Backend backend, Set<AccountId> without, PageRequest page) {
        return read(
                backend,
                HUBOT,
                (session, directory) -> shown(
                        directory.memberships((User) account(session, "hubot"), without, page),
                        DirectoryClauses::shown));
    }

    private static String shown(OrganizationMembership membership) {
        return membership.organization().login() + " " + membership.membership();
    }

    @Test
    default void aRepositoryIsFoundByNameWithTheAffiliationOfTheCaller() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            assertThat(found(backend, HUBOT, "octo-org", "ZETA")).isEqualTo(expected("[zeta MEMBER WRITE]"));
            assertThat(found(backend, MONALISA, "octo-org", "zeta")).isEqualTo(expected("[zeta OWNER NONE]"));
            assertThat(found(backend, HUBOT, "hubot", "own")).isEqualTo(expected("[own OWNER NONE]"));
            assertThat(found(backend, new Credential.Token("ghs_zeta"), "octo-org", "zeta"))
                    .isEqualTo(expected("[zeta MEMBER ADMIN]"));
            assertThat(found(backend, new Credential.Token("ghs_zeta"), "octo-org", "alpha"))
                    .isEqualTo(expected("[alpha MEMBER NONE]"));
            assertThat(found(backend, new Credential.None(), "monalisa", "dotfiles"))
                    .isEqualTo(expected("[dotfiles NONE NONE]"));
            assertThat(found(backend, HUBOT, "hubot", "zeta")).isEqualTo("[]");
            assertThat(found(backend, HUBOT, "octo-org", "none")).isEqualTo("[]");
        }
    }

    private static String found(Backend backend, Credential caller, String owner, String name) {
        return read(
                backend,
                caller,
                (session, directory) -> directory.repository(account(session, owner), name).stream()
                        .map(DirectoryClauses::withAffiliation)
                        .toList()
                        .toString());
    }

    private static String withAffiliation(Located<Repository> found) {
        Affiliation.Known affiliation = (Affiliation.Known) found.affiliation();
        return found.subject().name().name() + " " + affiliation.membership() + " " + affiliation.repositoryRole();
    }

    @Test
    default void theRepositoriesOfAnAccountAreThoseThatTheFilterShows() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            RepositoryListing all = listing(Kind.ALL);
            assertThat(repositories(backend, MONALISA, EVERY, all))
                    .isEqualTo(expected("[alpha, Beta, gamma, zeta] of 1"));
            assertThat(repositories(backend, HUBOT, GRANTED, all)).isEqualTo(expected("[Beta, gamma, zeta] of 1"));
            assertThat(repositories(backend, MONALISA, GRANTED, all)).isEqualTo(expected("[Beta, gamma] of 1"));
            assertThat(repositories(backend, HUBOT, RepositoryFilter.PUBLIC, all))
                    .isEqualTo(expected("[Beta, gamma] of 1"));
            assertThat(repositories(backend, new Credential.Token("ghs_zeta"), GRANTED, all))
                    .isEqualTo(expected("[Beta, gamma, zeta] of 1"));
            assertThat(repositories(backend, new Credential.None(), RepositoryFilter.PUBLIC, all))
                    .isEqualTo(expected("[Beta, gamma] of 1"));
        }
    }

    @Test
    default void repositoriesAreOfTheKindInTheOrderAndOnThePage() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            assertThat(repositories(backend, MONALISA, EVERY, listing(Kind.PUBLIC)))
                    .isEqualTo(expected("[Beta, gamma] of 1"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Kind.PRIVATE)))
                    .isEqualTo(expected("[alpha, zeta] of 1"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Kind.FORKS)))
                    .isEqualTo(expected("[gamma] of 1"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Kind.SOURCES)))
                    .isEqualTo(expected("[alpha, Beta, zeta] of 1"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Order.FULL_NAME, true, 2)))
                    .isEqualTo(expected("[alpha] of 2"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Order.CREATED, false, 1)))
                    .isEqualTo(expected("[gamma, Beta, alpha] of 2"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Order.CREATED, true, 1)))
                    .isEqualTo(expected("[zeta, alpha, Beta] of 2"));
            assertThat(repositories(backend, MONALISA, EVERY, listing(Order.CREATED, true, 3)))
                    .isEqualTo(expected("[] of 2"));
        }
    }

    private static RepositoryListing listing(Kind kind) {
        return new RepositoryListing(kind, Order.FULL_NAME, false, PageRequest.FIRST);
    }

    private static RepositoryListing listing(Order order, boolean descending, int page) {
        return new RepositoryListing(Kind.ALL, order, descending, new PageRequest(page, 3));
    }

    private static String repositories(
            Backend backend, Credential caller, RepositoryFilter visible, RepositoryListing listing) {
        return read(
                backend,
                caller,
                (session, directory) -> shown(
                        directory.repositories(account(session, "octo-org"), visible, listing),
                        found -> found.subject().name().name()));
    }

    @Test
    default void aUserHasOwnRepositoriesAndThoseOfRolesAndOrganizations() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            assertThat(ofHubot(backend, EnumSet.allOf(RepositoryRelation.class), Set.of()))
                    .isEqualTo(expected(
                            "[hubot/own, monalisa/dotfiles, octo-org/Beta, octo-org/zeta," + " sso-org/guarded] of 1"));
            assertThat(ofHubot(backend, Set.of(RepositoryRelation.OWNER), Set.of()))
                    .isEqualTo(expected("[hubot/own] of 1"));
            assertThat(ofHubot(backend, Set.of(RepositoryRelation.COLLABORATOR), Set.of()))
                    .isEqualTo(expected("[monalisa/dotfiles] of 1"));
            assertThat(ofHubot(backend, Set.of(RepositoryRelation.ORGANIZATION_MEMBER), Set.of(new AccountId(2003))))
                    .isEqualTo(expected("[octo-org/Beta, octo-org/zeta] of 1"));
            assertThat(ofHubot(
                            backend,
                            EnumSet.allOf(RepositoryRelation.class),
                            RepositoryFilter.PUBLIC,
                            Set.of(),
                            listing(Order.CREATED, true, 1)))
                    .isEqualTo(expected("[monalisa/dotfiles, octo-org/Beta] of 1"));
            assertThat(ofHubot(
                            backend,
                            EnumSet.allOf(RepositoryRelation.class),
                            EVERY,
                            Set.of(),
                            listing(Order.FULL_NAME, true, 2)))
                    .isEqualTo(expected("[monalisa/dotfiles, hubot/own] of 2"));
            assertThat(ofHubot(
                            backend, EnumSet.allOf(RepositoryRelation.class), EVERY, Set.of(), listing(Kind.PRIVATE)))
                    .isEqualTo(expected("[hubot/own, octo-org/zeta, sso-org/guarded] of 1"));
        }
    }

    private static String ofHubot(Backend backend, Set<RepositoryRelation> relations, Set<AccountId> without) {
        return ofHubot(backend, relations, EVERY, without, listing(Kind.ALL));
    }

    private static String ofHubot(
            Backend backend,
            Set<RepositoryRelation> relations,
            RepositoryFilter visible,
            Set<AccountId> without,
            RepositoryListing listing) {
        return read(
                backend,
                HUBOT,
                (session, directory) -> shown(
                        directory.repositoriesOf(
                                (User) account(session, "hubot"), relations, visible, without, listing),
                        found -> found.subject().name().toString()));
    }

    @Test
    default void listedRepositoriesHaveTheAffiliationOfTheCaller() {
        try (Backend backend = open(state().state(), new MutableClock(NOW))) {
            String ofOwner = read(
                    backend,
                    HUBOT,
                    (session, directory) -> shown(
                            directory.repositories(account(session, "octo-org"), GRANTED, listing(Kind.ALL)),
                            DirectoryClauses::withAffiliation));
            assertThat(ofOwner).isEqualTo(expected("[Beta MEMBER READ, gamma MEMBER NONE, zeta MEMBER WRITE] of 1"));
            String own = read(
                    backend,
                    HUBOT,
                    (session, directory) -> shown(
                            directory.repositoriesOf(
                                    (User) account(session, "hubot"),
                                    EnumSet.allOf(RepositoryRelation.class),
                                    EVERY,
                                    Set.of(),
                                    listing(Kind.ALL)),
                            DirectoryClauses::withAffiliation));
            assertThat(own)
                    .isEqualTo(expected("[own OWNER NONE, dotfiles NONE ADMIN, Beta MEMBER READ, zeta MEMBER WRITE,"
                            + " guarded OWNER NONE] of 1"));
        }
    }

    /** What a backend with the ability shows; the others show an empty page, or nothing. */
    private String expected(String shown) {
        return can(Ability.HAS_A_DIRECTORY) ? shown : shown.contains(" of ") ? "[] of 0" : "[]";
    }

    private static <T> String shown(Page<T> page, Function<T, String> item) {
        return page.items().stream().map(item).toList() + " of " + page.lastPage();
    }

    private static Organization organization(ReadSession session, String login) {
        return (Organization) account(session, login);
    }

    private static <T> T read(Backend backend, Credential caller, BiFunction<ReadSession, Directory, T> work) {
        return backend.read(caller(backend, caller), session -> work.apply(session, session.directory()));
    }
}
