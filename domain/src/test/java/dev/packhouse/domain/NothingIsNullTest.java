package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.cleanup.plan.CleanupPlanner;
import dev.packhouse.domain.cleanup.plan.LimitCheck;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.Reason;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.Limits;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.AccessFilter;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.BatchDecision;
import dev.packhouse.domain.policy.CallerFacts;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Explanation;
import dev.packhouse.domain.policy.Grant;
import dev.packhouse.domain.policy.Objection;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.RestorePolicy;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import dev.packhouse.domain.text.NamePattern;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the guarantee of the package documentation: no parameter is ever null. */
class NothingIsNullTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));

    private static final Manifest MANIFEST = new Manifest(
            Manifest.Kind.INDEX, "type", Optional.empty(), List.of(), Optional.empty(), OptionalLong.empty());

    /** A value of every record with at least one component that is not primitive. */
    static Stream<Record> values() {
        Package subject = Packages.container();
        PackageVersion version = Versions.of(PackageType.CONTAINER);
        Repository repository = Accounts.repositoryOf(Accounts.OCTO_ORG);
        DeletedPackage deleted = new DeletedPackage.Known(Packages.deleted(subject, AT));
        return Stream.of(
                new Credential.Token("ghp_"),
                (Record) Tokens.withAllScopes(),
                (Record) Tokens.fineGrained(),
                Tokens.workflow(Role.READ),
                Scopes.NONE,
                (Record) Affiliation.none(),
                Accounts.MONALISA,
                Accounts.OCTO_ORG,
                Accounts.OCTO_ORG.login(),
                new DeletedPackage.Known(Packages.deleted(subject, AT)),
                new DeletedPackage.Unknown(subject.namespace(), subject.name()),
                subject.namespace(),
                subject,
                version,
                repository,
                Tombstone.at(AT),
                VersionCounts.UNKNOWN,
                subject.name(),
                MANIFEST,
                new ManifestFacts.Known(MANIFEST),
                new ManifestFacts.Unknown("it was not read"),
                new Manifest.Child(DIGEST, Optional.empty(), Optional.empty()),
                DIGEST,
                repository.name(),
                new Tag("latest"),
                version.name(),
                new Change.PackageDeleted(subject, AT),
                new Change.PackageRestored(deleted, AT),
                new Change.VersionDeleted(subject, version, AT),
                new Change.VersionRestored(subject, version, Set.of(), AT),
                new Change.LeftToRegistry(
                        Operation.DELETE_VERSION, subject.namespace(), subject.name(), version.id(), AT),
                Rules.GITHUB,
                new CallerFacts(Scopes.of(), Optional.of(AT), Optional.of(new Login("octo-org")), Role.NONE),
                new RestorePolicy.NameHolder(subject, Affiliation.none()),
                (Record) Outcome.allowed("value"),
                (Record) Outcome.refused(Refusal.of(Refusal.Reason.LAST_VERSION)),
                new AccessFilter(
                        false, EnumSet.noneOf(Visibility.class), Set.of(), AccessFilter.RepositoryRoles.COUNT_ALWAYS),
                (Record) Refusal.of(Refusal.Reason.LAST_VERSION),
                new Refusal.TokenNotSupported(TokenKind.CLASSIC),
                new Refusal.MissingScopes(Operation.GET_PACKAGE, List.of(Scope.READ_PACKAGES), List.of()),
                new Refusal.MissingAnyScope(List.of(Scope.READ_ORG), "list your organizations"),
                new Refusal.SsoRequired(Accounts.OCTO_ORG.login()),
                new Refusal.NotReadable(subject.id()),
                new Refusal.NotAdmin(subject.id(), Role.READ),
                new Refusal.TooManyDownloads(OptionalLong.empty(), 5_000),
                new Refusal.PackageDeleted(subject.id()),
                new Refusal.WindowClosed(Tombstone.at(AT), AT, AT),
                new Refusal.NameTaken(subject.name(), Optional.empty()),
                new Refusal.VersionNameTaken(version.name(), new VersionId(837)),
                Objection.of(Refusal.of(Refusal.Reason.LAST_VERSION)),
                new Explanation(Optional.empty(), List.of()),
                new BatchDecision(Optional.empty(), List.of(), subject),
                new BatchDecision.Item(version.id(), Outcome.refused(Refusal.of(Refusal.Reason.LAST_VERSION))),
                new Grant(Grant.Kind.PUBLIC_VISIBILITY, Role.READ, Optional.empty(), Optional.empty()));
    }

    /** The same of policies and plans of a cleanup. */
    static Stream<Record> valuesOfCleanups() {
        Cleanup app = Cleanup.container().image("image", "v1");
        Criterion all = new Criterion.All();
        Conditions conditions = new Conditions(List.of(all));
        Age age = new Age("1d");
        NamePattern pattern = NamePattern.parse("/(.*)/");
        Counting counting = new Counting(
                OptionalInt.of(1), Map.of(), Optional.empty(), new Grouping.ByPackage(), VersionOrder.CREATED);
        CleanupPolicy policy = Cleanup.policy(Cleanup.delete(all));
        PackagePlan plan = app.plan(policy);
        return Stream.of(
                age,
                conditions,
                counting,
                new Counting.Within(age, true),
                new Grouping.ByTag(pattern),
                Selection.ALL,
                Safeguards.ALL,
                policy,
                new PolicySet("set", ZoneOffset.UTC, List.of(policy), Limits.DEFAULT, Set.of()),
                Cleanup.keepCounted(counting, all),
                Cleanup.delete(all),
                new PackageRule.Idle(age),
                app.context(),
                app.candidates().get("image"),
                new Criterion.AnyTag(List.of(pattern)),
                new Criterion.AllTags(List.of(pattern)),
                new Criterion.Name(List.of(pattern)),
                new Criterion.Id(Set.of(1L)),
                new Criterion.OlderThan(age, DateField.CREATED),
                new Criterion.YoungerThan(age, DateField.CREATED),
                new Criterion.Semver(Optional.of(true), Map.of()),
                new Criterion.ImageKind(Set.of(Manifest.Kind.INDEX)),
                new Criterion.Defect(Set.of(ImageDefect.GHOST)),
                new Criterion.InList("live"),
                new Criterion.Not(conditions),
                app.versions().get(0),
                app.content(),
                plan,
                plan.versions().get(0),
                new Reason.KeptBy("rule", "facts"),
                new Reason.MayBeKeptBy("rule", "facts"),
                new Reason.DeletedBy("rule", "facts"),
                new Reason.NotDeletedBy("rule", "facts"),
                new Reason.NeededBy(new VersionId(1), "v1"),
                new Reason.GoesWith(new VersionId(1), "v1"),
                new Reason.GoesWithPackage("rule"),
                new Reason.HeldBy(Safeguard.YOUNG, "facts"),
                new Reason.ManifestUnknown("facts"),
                new Reason.WouldBeRefused(Refusal.of(Refusal.Reason.LAST_VERSION)));
    }

    private static Stream<Record> all() {
        return Stream.concat(values(), valuesOfCleanups());
    }

    static Stream<Arguments> components() {
        return all().flatMap(value -> Stream.of(value.getClass().getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .map(component ->
                        Arguments.of(value.getClass().getSimpleName(), component.getName(), value, component)));
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("components")
    void noRecordAcceptsNull(String type, String name, Record value, RecordComponent component) throws Exception {
        RecordComponent[] all = value.getClass().getRecordComponents();
        Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            boolean left = all[i].getName().equals(component.getName());
            arguments[i] = left ? null : all[i].getAccessor().invoke(value);
        }
        Constructor<?> constructor = value.getClass().getDeclaredConstructor(types);

        assertThatThrownBy(() -> constructor.newInstance(arguments))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void everyRecordIsTested() throws IOException, URISyntaxException {
        Path classes = Path.of(AccessPolicy.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> nullable = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".class") && !path.endsWith("module-info.class"))
                    .toList()) {
                if (hasNullableComponents(classes.relativize(file))) {
                    nullable.add(className(classes.relativize(file)));
                }
            }
        }

        assertThat(all().map(value -> value.getClass().getName()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(nullable);
    }

    private static boolean hasNullableComponents(Path file) {
        try {
            Class<?> type = Class.forName(className(file));
            return type.isRecord()
                    && Stream.of(type.getRecordComponents())
                            .anyMatch(component -> !component.getType().isPrimitive());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("Cannot load " + file, e);
        }
    }

    private static String className(Path file) {
        List<String> names = new ArrayList<>();
        file.forEach(name -> names.add(name.toString()));
        return String.join(".", names).replaceAll("\\.class$", "");
    }

    @Test
    void noPolicyAcceptsNull() {
        assertThatThrownBy(() -> new AccessPolicy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new DeletionPolicy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new RestorePolicy(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new CleanupPlanner(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new LimitCheck(null)).isInstanceOf(NullPointerException.class);
    }
}
