package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The accounts and tokens of the contract, and helper methods to read from a backend. */
final class ContractState {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Owns the organization octo-org. */
    static final Credential.Token MONALISA = new Credential.Token("ghp_monalisa");
    /** A member of the organization octo-org. */
    static final Credential.Token HUBOT = new Credential.Token("ghp_hubot");
    /** Not a member of octo-org; has the role write on its repository hello-world. */
    static final Credential.Token OCTOCAT = new Credential.Token("ghp_octocat");
    /** Without membership and without roles. */
    static final Credential.Token OUTSIDER = new Credential.Token("ghp_stranger");

    static final Set<Visibility> ANY_VISIBILITY = Set.of(Visibility.values());
    static final PageRequest ALL = new PageRequest(1, PageRequest.MAX_SIZE);

    private ContractState() {}

    /** The accounts, their repositories and their tokens; no packages. */
    static Seed people() {
        return new Seed()
                .user(1001, "monalisa")
                .user(1002, "hubot")
                .user(1003, "OctoCat")
                .user(1004, "stranger")
                .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
                .privateRepository(5001, "octo-org/hello-world", Map.of("octocat", Role.WRITE))
                .privateRepository(5002, "octo-org/other", Map.of())
                .privateRepository(5003, "monalisa/dotfiles", Map.of("hubot", Role.READ))
                .token("ghp_monalisa", "monalisa")
                .token("ghp_hubot", "hubot")
                .token("ghp_octocat", "OctoCat")
                .token("ghp_stranger", "stranger");
    }

    static <T> T present(Optional<T> found) {
        assertThat(found).isPresent();
        return found.get();
    }

    static Account account(ReadSession session, String login) {
        return present(session.accounts().find(AccountQuery.any(new Login(login))));
    }

    static Namespace namespace(ReadSession session, String owner, PackageType type) {
        return new Namespace(account(session, owner), type);
    }

    static Optional<Located<WithSource<Package>>> find(
            Backend backend, Credential caller, String owner, PackageType type, String name) {
        return backend.read(
                caller(backend, caller),
                session -> session.packages().active(namespace(session, owner, type), new PackageName(type, name)));
    }

    /** The active package of octo-org, as read by its owner. */
    static Package active(Backend backend, PackageType type, String name) {
        return present(find(backend, MONALISA, "octo-org", type, name))
                .subject()
                .value();
    }

    /** The most recently deleted package of octo-org, as read by its owner. */
    static Optional<DeletedPackage> lastDeleted(Backend backend, PackageType type, String name) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages()
                        .lastDeleted(namespace(session, "octo-org", type), new PackageName(type, name))
                        .map(Located::subject));
    }

    /** All packages of octo-org of a type and state, as read by a caller. */
    static Page<WithSource<Package>> list(
            Backend backend, Credential caller, PackageType type, Set<Visibility> visibilities, State state) {
        return list(backend, caller, type, visibilities, state, Instant.EPOCH, ALL);
    }

    static Page<WithSource<Package>> list(
            Backend backend,
            Credential caller,
            PackageType type,
            Set<Visibility> visibilities,
            State state,
            Instant deletedSince,
            PageRequest page) {
        return backend.read(
                caller(backend, caller),
                session -> session.packages()
                        .list(new PackageQuery(
                                namespace(session, "octo-org", type), visibilities, state, deletedSince, page)));
    }

    static List<Long> ids(Page<WithSource<Package>> page) {
        return page.items().stream()
                .map(document -> document.value().id().value())
                .toList();
    }

    static Page<WithSource<PackageVersion>> versions(
            Backend backend, Package parent, State state, Instant deletedSince, PageRequest page) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages().versions(new VersionQuery(parent, state, deletedSince, page)));
    }

    /** All versions of an active package in a state. */
    static List<PackageVersion> versions(Backend backend, Package parent, State state) {
        return versions(backend, parent, state, Instant.EPOCH, ALL).items().stream()
                .map(WithSource::value)
                .toList();
    }

    static List<Long> versionIds(Page<WithSource<PackageVersion>> page) {
        return page.items().stream()
                .map(document -> document.value().id().value())
                .toList();
    }

    static PackageVersion version(Backend backend, Package parent, long id, State state) {
        return versions(backend, parent, state).stream()
                .filter(version -> version.id().value() == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + state.label() + " version " + id));
    }

    static void apply(Backend backend, Change change) {
        Change applied = backend.write(caller(backend, MONALISA), session -> {
            session.apply(change);
            return change;
        });
        assertThat(applied).isEqualTo(change);
    }
}
