package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
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
                        List.of("read:packages", "write:packages", "delete:packages", "repo")));
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
