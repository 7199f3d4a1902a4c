package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The labels of enums: formatting and parsing. */
class LabelsTest {

    static Stream<Arguments> vocabularies() {
        return Stream.of(
                vocabulary(
                        List.of(PackageType.values()),
                        PackageType::label,
                        PackageType::parse,
                        List.of("npm", "maven", "rubygems", "docker", "nuget", "container")),
                vocabulary(
                        List.of(Visibility.values()),
                        Visibility::label,
                        Visibility::parse,
                        List.of("public", "private", "internal")),
                vocabulary(List.of(State.values()), State::label, State::parse, List.of("active", "deleted")),
                vocabulary(List.of(Role.values()), Role::label, Role::parse, List.of("none", "read", "write", "admin")),
                vocabulary(
                        List.of(Scope.READ_PACKAGES, Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO),
                        Scope::label,
                        Scope::parse,
                        List.of("read:packages", "write:packages", "delete:packages", "repo")),
                vocabulary(
                        List.of(ImageDefect.values()),
                        ImageDefect::label,
                        ImageDefect::parse,
                        List.of("partial", "ghost", "orphaned")),
                vocabulary(
                        List.of(Manifest.Kind.values()),
                        Manifest.Kind::label,
                        Manifest.Kind::parse,
                        List.of("image", "index", "artifact")),
                vocabulary(
                        List.of(Safeguard.values()),
                        Safeguard::label,
                        Safeguard::parse,
                        List.of(
                                "last-version",
                                "latest-tag",
                                "newest-release",
                                "refused-before",
                                "ghost-names",
                                "young")),
                vocabulary(
                        List.of(UnknownManifests.values()),
                        UnknownManifests::label,
                        UnknownManifests::parse,
                        List.of("keep-package", "keep-untagged", "ignore")));
    }

    private static <T> Arguments vocabulary(
            List<T> values, Function<T, String> label, Function<String, Optional<T>> parse, List<String> labels) {
        return Arguments.of(values, label, parse, labels);
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    <T> void everyValueHasTheLabelThatClientsUse(
            List<T> values, Function<T, String> label, Function<String, Optional<T>> parse, List<String> labels) {
        assertThat(values.stream().map(label)).containsExactlyElementsOf(labels);
        assertThat(labels.stream().map(parse).flatMap(Optional::stream)).containsExactlyElementsOf(values);
    }

    @Test
    void wordsOfPoliciesAreSpelledInLowerCase() {
        assertThat(List.of(DateField.values())).map(DateField::label).containsExactly("created", "updated");
        assertThat(List.of(VersionOrder.values()))
                .map(VersionOrder::label)
                .containsExactly("created", "updated", "semver");
        assertThat(List.of(TimePeriod.values()))
                .map(TimePeriod::label)
                .containsExactly("hourly", "daily", "weekly", "monthly", "yearly");
    }

    @ParameterizedTest
    @MethodSource("vocabularies")
    <T> void otherSpellingsAreNotParsed(
            List<T> values, Function<T, String> label, Function<String, Optional<T>> parse, List<String> labels) {
        List<String> others = Stream.concat(
                        Stream.of("", " ", "other"), labels.stream().flatMap(word -> Stream.of(word + " ", "x" + word)))
                .toList();
        assertThat(others.stream().map(parse)).allMatch(Optional::isEmpty);
        assertThat(labels.stream()
                        .map(word -> word.toUpperCase(Locale.ROOT))
                        .filter(word -> !labels.contains(word))
                        .map(parse))
                .allMatch(Optional::isEmpty);
    }
}
