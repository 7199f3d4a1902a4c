package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The properties of lists with generated states: a list has exactly the packages that the rules allow, for every
 * caller.
 */
public interface ListingProperties extends GeneratedStateFixture {

    @ParameterizedTest
    @MethodSource(TestedRules.ALL)
    default void aListHasExactlyThePackagesThatTheRulesAllow(Rules rules) {
        Property.forSeeds(seeds(), seed -> {
            GeneratedState generated = StateGenerator.of(seed, NOW);
            MutableClock clock = new MutableClock(NOW);
            SeededRandom random = new SeededRandom(seed);
            try (Backend backend = open(generated.state(), clock, rules);
                    Backend oracle = InMemoryBackend.of(generated.state(), rules, clock)) {
                for (AuthenticatedCaller caller : accepted(backend, generated)) {
                    for (Login owner : generated.owners()) {
                        for (PackageType type : PackageType.values()) {
                            agree(backend, oracle, rules, generated, caller, owner, type, random);
                        }
                    }
                }
            }
        });
    }

    /** The callers whose credential the backend accepts. */
    private static List<AuthenticatedCaller> accepted(Backend backend, GeneratedState generated) {
        return generated.callers().stream()
                .flatMap(credential -> Callers.callerIfAccepted(backend, credential).stream())
                .toList();
    }

    private static void agree(
            Backend backend,
            Backend oracle,
            Rules rules,
            GeneratedState generated,
            AuthenticatedCaller caller,
            Login owner,
            PackageType type,
            SeededRandom random) {
        Set<Visibility> visibilities = random.chance(50)
                ? Set.of(Visibility.values())
                : Set.copyOf(random.someOf(List.of(Visibility.values()), 60));
        State state = random.oneOf(State.values());
        Instant since = random.oneOf(Instant.EPOCH, Rules.GITHUB.oldestRestorable(NOW));
        int size = random.oneOf(1, 2, 3, 5, 100);
        List<WithSource<Package>> expected = oracle.read(
                caller, session -> filtered(session, rules, generated, owner, type, visibilities, state, since));

        List<WithSource<Package>> listed = backend.read(
                caller,
                session -> listed(
                        session,
                        new PackageQuery(
                                namespace(session, owner, type), visibilities, state, since, new PageRequest(1, size)),
                        expected.size()));

        assertThat(listed)
                .as("%s lists %s %s %s %s of %s", caller, state, visibilities, type, since, owner)
                .isEqualTo(expected);
    }

    private static Namespace namespace(ReadSession session, Login owner, PackageType type) {
        return new Namespace(session.accounts().find(AccountQuery.any(owner)).orElseThrow(), type);
    }

    /** All packages, filtered by the rules of the domain. */
    private static List<WithSource<Package>> filtered(
            ReadSession session,
            Rules rules,
            GeneratedState generated,
            Login owner,
            PackageType type,
            Set<Visibility> visibilities,
            State state,
            Instant since) {
        Namespace namespace = namespace(session, owner, type);
        AccessPolicy access = new AccessPolicy(rules);
        Role needed = state == State.ACTIVE ? Role.READ : Role.ADMIN;
        return generated.state().packages().stream()
                .filter(entry -> entry.owner().equals(owner) && entry.name().type() == type)
                .filter(entry -> visibilities.contains(entry.visibility()))
                .filter(entry -> entry.deletedAt().isPresent() == (state == State.DELETED))
                .filter(entry -> entry.deletedAt()
                        .filter(deletedAt -> deletedAt.isBefore(since))
                        .isEmpty())
                .map(entry -> located(session.packages(), namespace, entry))
                .filter(located -> access.roleOn(located.subject(), located.affiliation())
                        .orElseThrow()
                        .includes(needed))
                .map(Located::subject)
                .sorted(Comparator.comparing(subject -> subject.id().value()))
                .map(WithSource::of)
                .toList();
    }

    private static Located<Package> located(Packages packages, Namespace namespace, PackageEntry entry) {
        if (entry.deletedAt().isEmpty()) {
            Located<WithSource<Package>> active =
                    packages.active(namespace, entry.name()).orElseThrow();
            return new Located<>(active.subject().value(), active.affiliation());
        }
        Located<DeletedPackage> deleted = packages.deleted(
                        namespace, entry.name(), new PackageId(entry.id().orElseThrow()))
                .orElseThrow();
        return new Located<>(((DeletedPackage.Known) deleted.subject()).value(), deleted.affiliation());
    }

    /** All pages in order; the page after the last one is empty. */
    private static List<WithSource<Package>> listed(ReadSession session, PackageQuery first, int expected) {
        int lastPage = first.page().lastPageOf(expected);
        List<WithSource<Package>> all = new ArrayList<>();
        for (int number = 1; number <= lastPage + 1; number++) {
            Page<WithSource<Package>> page = session.packages()
                    .list(new PackageQuery(
                            first.namespace(),
                            first.visibilities(),
                            first.state(),
                            first.deletedSince(),
                            new PageRequest(number, first.page().size())));
            assertThat(page.lastPage()).isEqualTo(lastPage);
            all.addAll(page.items());
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource(TestedRules.ALL)
    default void everyPackageAndAffiliationIsTheSameAsInTheReferenceBackend(Rules rules) {
        Property.forSeeds(seeds(), seed -> {
            GeneratedState generated = StateGenerator.of(seed, NOW);
            MutableClock clock = new MutableClock(NOW);
            try (Backend backend = open(generated.state(), clock, rules);
                    Backend oracle = InMemoryBackend.of(generated.state(), rules, clock)) {
                assertThat(accepted(backend, generated)).isEqualTo(accepted(oracle, generated));
                for (AuthenticatedCaller caller : accepted(oracle, generated)) {
                    assertThat(backend.<Sight>read(caller, session -> sight(session, generated)))
                            .as("What %s sees", caller)
                            .isEqualTo(oracle.<Sight>read(caller, session -> sight(session, generated)));
                }
            }
        });
    }

    /** The packages that a caller can find. */
    record Sight(List<Located<Package>> packages, List<Optional<?>> lastDeleted, List<?> conflicts) {}

    private static Sight sight(ReadSession session, GeneratedState generated) {
        List<Located<Package>> packages = new ArrayList<>();
        List<Optional<?>> lastDeleted = new ArrayList<>();
        for (PackageEntry entry : generated.state().packages()) {
            Namespace namespace = namespace(session, entry.owner(), entry.name().type());
            packages.add(located(session.packages(), namespace, entry));
            lastDeleted.add(session.packages().lastDeleted(namespace, entry.name()));
        }
        List<Object> conflicts = new ArrayList<>();
        for (Login login : generated.owners()) {
            Account owner = session.accounts().find(AccountQuery.any(login)).orElseThrow();
            conflicts.add(session.accounts().affiliationWith(owner));
            conflicts.add(session.packages().dockerConflicts(owner));
        }
        return new Sight(packages, lastDeleted, conflicts);
    }

    @ParameterizedTest
    @MethodSource(TestedRules.ALL)
    default void aPackageIsFoundExactlyIfItIsListed(Rules rules) {
        Property.forSeeds(seeds(), seed -> {
            GeneratedState generated = StateGenerator.of(seed, NOW);
            MutableClock clock = new MutableClock(NOW);
            try (Backend backend = open(generated.state(), clock, rules)) {
                CatalogService catalog = new CatalogService(backend, rules, clock);
                for (AuthenticatedCaller caller : accepted(backend, generated)) {
                    for (Login owner : generated.owners()) {
                        for (PackageType type : PackageType.values()) {
                            foundIfListed(catalog, generated, caller, owner, type);
                        }
                    }
                }
            }
        });
    }

    private static void foundIfListed(
            CatalogService catalog,
            GeneratedState generated,
            AuthenticatedCaller caller,
            Login owner,
            PackageType type) {
        OwnerReference reference = new OwnerReference.AnyLogin(owner);
        Outcome<PackageCatalog.Packages> list = catalog.packages(
                caller, reference, new PackageFilter(type, Optional.empty(), State.ACTIVE, new PageRequest(1, 100)));
        Set<Long> listed = new HashSet<>();
        list.map(found -> found.page().items().stream()
                        .map(document -> document.value().id().value())
                        .toList())
                .fold(listed::addAll, refusal -> false);
        Optional<Refusal.Reason> refused = list.refusal().map(Refusal::reason);
        for (PackageEntry entry : generated.state().packages()) {
            boolean asked = entry.owner().equals(owner)
                    && entry.name().type() == type
                    && entry.deletedAt().isEmpty();
            // A workflow is refused the list of container packages, but not the single packages.
            if (asked && !refused.equals(Optional.of(Refusal.Reason.INVALID_ARGUMENT))) {
                Outcome<WithSource<Package>> found = catalog.find(
                        caller, new PackageAddress(reference, type, entry.name().value()));
                Optional<Refusal.Reason> refusalReason = found.refusal().map(Refusal::reason);
                Optional<Refusal.Reason> expected = listed.contains(entry.id().orElseThrow())
                        ? Optional.empty()
                        : refused.or(() -> Optional.of(Refusal.Reason.NOT_READABLE));
                assertThat(refusalReason).as("%s finds %s", caller, entry).isEqualTo(expected);
            }
        }
    }
}
