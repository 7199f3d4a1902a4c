package dev.packhouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.testing.Locales;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {

    @Test
    void ownerAndNameAreReadFromTheFullName() {
        assertThat(RepositoryName.parse("octo-org/Hello-World"))
                .isEqualTo(new RepositoryName(new Login("octo-org"), "Hello-World"))
                .hasToString("octo-org/Hello-World");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".github", "...", "..a", "a.", "-", "_", "octo.github.io", "Hello_World-2"})
    void lettersDigitsDotsHyphensAndUnderscoresMakeAName(String name) {
        assertThat(new RepositoryName(new Login("octo"), name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\n", "..\n"})
    void otherCharactersAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RepositoryName(new Login("octo"), name))
                .withMessage(
                        "Invalid repository name '" + name + "': expected 1 to 100 letters, digits, '.', '-' and '_'");
    }

    @Test
    void aHundredCharactersAreAName() {
        assertThat(new RepositoryName(new Login("octo"), "r".repeat(100)).name())
                .hasSize(100);
    }

    @Test
    void aHundredAndOneCharactersAreTooMany() {
        String name = "r".repeat(101);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RepositoryName(new Login("octo"), name))
                .withMessage(
                        "Invalid repository name '" + name + "': expected 1 to 100 letters, digits, '.', '-' and '_'");
    }

    @Test
    void aNameWithoutASlashIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryName.parse("hello-world"))
                .withMessage("Invalid repository 'hello-world': expected its owner, a slash and its name");
    }

    @Test
    void aSecondSlashIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryName.parse("octo/hello/world"))
                .withMessage(
                        "Invalid repository name 'hello/world': expected 1 to 100 letters, digits, '.', '-' and '_'");
    }

    @Test
    void anEmptyOwnerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryName.parse("/hello"))
                .withMessage("Invalid login '': it must have 1 to 255 characters");
    }

    @Test
    void namesAreComparedWithoutCaseAndKeepTheirCase() {
        RepositoryName shouted = RepositoryName.parse("OCTO/INIT");
        RepositoryName spoken = RepositoryName.parse("octo/init");

        assertThat(shouted).isEqualTo(spoken).hasSameHashCodeAs(spoken).hasToString("OCTO/INIT");
        assertThat(Locales.in(Locales.TURKISH, shouted::key)).isEqualTo("octo/init");
    }

    @Test
    void namesDifferByOwnerAndByName() {
        RepositoryName name = RepositoryName.parse("octo/hello");

        assertThat(name)
                .isNotEqualTo(RepositoryName.parse("acme/hello"))
                .isNotEqualTo(RepositoryName.parse("octo/world"))
                .isNotEqualTo("octo/hello");
        assertThat(name.hashCode())
                .isNotEqualTo(RepositoryName.parse("octo/world").hashCode());
    }

    @Test
    void theKeysAreInLowerCase() {
        RepositoryName name = RepositoryName.parse("Octo-Org/Octo.Utils");

        assertThat(name.nameKey()).isEqualTo("octo.utils");
        assertThat(name.key()).isEqualTo("octo-org/octo.utils");
    }
}
