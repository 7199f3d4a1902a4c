package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryStateTest {

    @Test
    void theHashOfATokenIsItsSha256() {
        assertThat(TokenHash.of("abc").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(TokenHash.of("").hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(TokenHash.of("ghp_a")).isEqualTo(TokenHash.of("ghp_a")).isNotEqualTo(TokenHash.of("ghp_A"));
    }

    @Test
    void aHashHas64LowerCaseHexadecimalDigits() {
        String digits = "0123456789abcdef".repeat(4);

        assertThat(new TokenHash(digits).hex()).isEqualTo(digits);
        assertThatThrownBy(() -> new TokenHash(digits.substring(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenHash(digits + "0")).isInstanceOf(IllegalArgumentException.class);
        for (char other : "/:`gAF".toCharArray()) {
            assertThatThrownBy(() -> new TokenHash(digits.replace('f', other)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWorkflowIsNeverAdmin() {
        RepositoryName repository = RepositoryName.parse("octo-org/kit");

        assertThat(new WorkflowHolder(repository, Role.WRITE).permission()).isEqualTo(Role.WRITE);
        assertThatThrownBy(() -> new WorkflowHolder(repository, Role.ADMIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void downloadsAreNotNegative(long downloads) {
        VersionSeed seed = VersionSeed.of(PackageType.NPM, 1).downloads(downloads);

        assertThatThrownBy(seed::entry).isInstanceOf(IllegalArgumentException.class);
        assertThat(VersionSeed.of(PackageType.NPM, 1).downloads(0).entry().downloads())
                .hasValue(0);
    }
}
