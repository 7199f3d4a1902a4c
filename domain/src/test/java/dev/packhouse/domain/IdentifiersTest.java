package dev.packhouse.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifiersTest {

    static Stream<Arguments> identifiers() {
        return Stream.of(
                identifier("account id", AccountId::new),
                identifier("package id", PackageId::new),
                identifier("package version id", VersionId::new),
                identifier("repository id", RepositoryId::new));
    }

    private static Arguments identifier(String name, LongFunction<Object> constructor) {
        return Arguments.of(name, constructor);
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void everyPositiveNumberIsAnId(String name, LongFunction<Object> constructor) {
        assertThat(constructor.apply(1)).hasToString("1").isEqualTo(constructor.apply(1));
        assertThat(constructor.apply(Long.MAX_VALUE)).hasToString("9223372036854775807");
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void zeroIsNotAnId(String name, LongFunction<Object> constructor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> constructor.apply(0))
                .withMessage("Invalid " + name + " 0: it must be positive");
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void aNegativeNumberIsNotAnId(String name, LongFunction<Object> constructor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> constructor.apply(-1))
                .withMessage("Invalid " + name + " -1: it must be positive");
    }
}
