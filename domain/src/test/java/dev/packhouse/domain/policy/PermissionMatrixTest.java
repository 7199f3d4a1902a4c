package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.PermissionTable.Column;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares the decision for every combination of facts with the table {@code permissions.txt}. */
class PermissionMatrixTest {

    private static final Instant NOW = Instant.EPOCH;

    /** The maximum number of reported differences. */
    private static final int REPORTED = 20;

    private static final Map<String, Scope> SCOPES = Map.of(
            "+read", Scope.READ_PACKAGES,
            "+write", Scope.WRITE_PACKAGES,
            "+delete", Scope.DELETE_PACKAGES,
            "+repo", Scope.REPO);

    private final PermissionTable table = table();
    private final List<Asked<Operation>> operations = Stream.of(Operation.values())
            .map(operation -> new Asked<>(
                    operation,
                    Column.OPERATION.bit(
                            operation.name().toLowerCase(Locale.ROOT).replace('_', '-'))))
            .toList();

    private static final Map<Rules, String> EDITIONS = Map.of(Rules.GITHUB, "current", Rules.GITHUB_2022, "2022");

    private final List<String> differences = new ArrayList<>();
    private long cases;

    /**
     * A value of the domain with its representation in the table.
     *
     * @param <T> the type of the value
     */
    private record Asked<T>(T value, long facts) {}

    @Test
    @DisplayName("Decisions 1 to 4 and 16: every combination has the result of the table")
    void everyCombinationHasTheResultOfTheTable() {
        for (Rules rules : EDITIONS.keySet()) {
            AccessPolicy policy = new AccessPolicy(rules);
            for (String owner : Column.OWNER.words()) {
                for (String sso : owner.equals("user") ? List.of("none") : Column.SSO.words()) {
                    List<Asked<Package>> packages = packages(rules, owner, sso);
                    List<Asked<Affiliation>> affiliations = affiliations(owner);
                    callers(sso)
                            .forEach(caller -> packages.forEach(subject ->
                                    affiliations.forEach(affiliation -> check(policy, caller, subject, affiliation))));
                }
            }
        }

        assertThat(differences).as("differences in %s cases", cases).isEmpty();
        assertThat(table.unusedLines()).as("unused lines").isEmpty();
        assertThat(cases).isEqualTo(2_649_672);
    }

    @Test
    void aCaseWithoutAMatchingRowFails() {
        PermissionTable incomplete =
                new PermissionTable(Stream.of("classic +repo get-package * * * * * * * * * -> ALLOWED"));
        long anonymous = Column.CALLER.bit("anonymous") | Column.OPERATION.bit("get-package");

        assertThatThrownBy(() -> incomplete.answer(anonymous))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("No row fits caller=anonymous scopes= operation=get-package registry=");
        assertThat(incomplete.unusedLines()).containsExactly(1);
    }

    private void check(
            AccessPolicy policy, Asked<Principal> caller, Asked<Package> subject, Asked<Affiliation> affiliation) {
        if (!isPossible(caller.value(), subject.value().namespace().owner(), affiliation.value())) {
            return;
        }
        for (Asked<Operation> operation : operations) {
            long facts = caller.facts() | subject.facts() | affiliation.facts() | operation.facts();
            String expected = table.answer(facts);
            String actual = policy.decide(caller.value(), operation.value(), subject.value(), affiliation.value(), NOW)
                    .map(refusal -> refusal.reason().name())
                    .orElse("ALLOWED");
            cases++;
            List<Objection> objections = policy.explain(
                            caller.value(), operation.value(), subject.value(), affiliation.value(), NOW)
                    .objections();
            String first =
                    objections.isEmpty() ? "ALLOWED" : objections.get(0).code().name();
            if (!first.equals(actual) && differences.size() < REPORTED) {
                differences.add("%s: the first objection is %s, decided was %s"
                        .formatted(PermissionTable.describe(facts), first, actual));
            }
            if (!actual.equals(expected) && differences.size() < REPORTED) {
                differences.add("%s: expected %s, was %s".formatted(PermissionTable.describe(facts), expected, actual));
            }
        }
    }

    /** The policy refuses other affiliations as contradictions. */
    private static boolean isPossible(Principal caller, Account owner, Affiliation affiliation) {
        if (!(affiliation instanceof Affiliation.Known known)) {
            return !owner.equals(Accounts.MONALISA);
        }
        if (caller instanceof Principal.Anonymous && !known.equals(Affiliation.none())) {
            return false;
        }
        boolean owns = known.membership() == Membership.OWNER;
        boolean monalisa = caller.user().isPresent();
        return owner instanceof User ? owns == (monalisa && owner.equals(Accounts.MONALISA)) : !owns || monalisa;
    }

    /** All callers; only callers with classic tokens have scopes, and can be authorized for single sign-on. */
    private static List<Asked<Principal>> callers(String sso) {
        List<Asked<Principal>> callers = new ArrayList<>();
        for (String caller : Column.CALLER.words()) {
            long kind = Column.CALLER.bit(caller);
            if (caller.equals("classic")) {
                Set<Login> authorized = Set.of((sso.equals("open") ? Accounts.SSO_ORG : Accounts.OCTO_ORG).login());
                for (String set : Column.SCOPES.words()) {
                    Principal token =
                            new Principal.ClassicToken(Accounts.MONALISA, scopes(set), authorized, Optional.empty());
                    callers.add(new Asked<>(token, kind | Column.SCOPES.bit(set)));
                }
            } else if (!sso.equals("open")) {
                callers.add(new Asked<>(
                        unscoped(caller),
                        kind | Column.SCOPES.bit(Column.SCOPES.words().get(0))));
            }
        }
        return callers;
    }

    private static Principal unscoped(String caller) {
        return switch (caller) {
            case "anonymous" -> Tokens.anonymous();
            case "fine-grained" -> Tokens.fineGrained();
            case "user-to-server" -> Tokens.userToServer();
            case "workflow-none" -> Tokens.workflow(Role.NONE);
            case "workflow-read" -> Tokens.workflow(Role.READ);
            case "workflow-write" -> Tokens.workflow(Role.WRITE);
            default -> throw new IllegalArgumentException(caller);
        };
    }

    private static Scopes scopes(String set) {
        return Scopes.of(
                SCOPES.keySet().stream().filter(set::contains).map(SCOPES::get).toArray(Scope[]::new));
    }

    private List<Asked<Package>> packages(Rules rules, String owner, String sso) {
        List<Asked<Package>> packages = new ArrayList<>();
        for (Account account : accounts(owner, sso)) {
            packages.addAll(packages(rules, account, Column.OWNER.bit(owner) | Column.SSO.bit(sso)));
        }
        return packages;
    }

    private List<Asked<Package>> packages(Rules rules, Account account, long facts) {
        List<Asked<Package>> packages = new ArrayList<>();
        for (PackageType type : PackageType.values()) {
            long kind = facts
                    | Column.TYPE.bit(type.label())
                    | Column.REGISTRY.bit(table.registry(EDITIONS.get(rules), type.label()));
            for (Visibility visibility : Visibility.values()) {
                for (String link : Column.LINK.words()) {
                    packages.add(new Asked<>(
                            linked(Packages.of(account, type), link).withVisibility(visibility),
                            kind | Column.VISIBILITY.bit(visibility.label()) | Column.LINK.bit(link)));
                }
            }
        }
        return packages;
    }

    /** The accounts of users are that of the callers, and another one. */
    private static List<Account> accounts(String owner, String sso) {
        if (owner.equals("user")) {
            return List.of(Accounts.MONALISA, Accounts.HUBOT);
        }
        return List.of(sso.equals("none") ? Accounts.OCTO_ORG : Accounts.SSO_ORG);
    }

    private static Package linked(Package subject, String link) {
        return switch (link) {
            case "none" -> subject;
            case "inherits" ->
                subject.linkedTo(Accounts.repositoryOf(subject.namespace().owner()), true);
            case "plain" ->
                subject.linkedTo(Accounts.repositoryOf(subject.namespace().owner()), false);
            default -> throw new IllegalArgumentException(link);
        };
    }

    /** All affiliations; a personal account has no members, and an unknown affiliation has no roles. */
    private static List<Asked<Affiliation>> affiliations(String owner) {
        List<Asked<Affiliation>> affiliations = new ArrayList<>();
        affiliations.add(new Asked<>(Affiliation.unknown(), affiliation("unknown", Role.NONE, Role.NONE)));
        for (Membership membership : Membership.values()) {
            if (membership == Membership.MEMBER && owner.equals("user")) {
                continue;
            }
            for (Role onPackage : Role.values()) {
                for (Role onRepository : Role.values()) {
                    affiliations.add(new Asked<>(
                            new Affiliation.Known(membership, onPackage, onRepository),
                            affiliation(membership.name().toLowerCase(Locale.ROOT), onPackage, onRepository)));
                }
            }
        }
        return affiliations;
    }

    private static long affiliation(String membership, Role onPackage, Role onRepository) {
        return Column.MEMBERSHIP.bit(membership)
                | Column.PACKAGE.bit(onPackage.label())
                | Column.REPOSITORY.bit(onRepository.label());
    }

    private static PermissionTable table() {
        try (InputStream file = PermissionMatrixTest.class.getResourceAsStream("permissions.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return new PermissionTable(reader.lines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
