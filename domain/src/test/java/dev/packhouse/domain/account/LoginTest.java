package dev.packhouse.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.testing.Locales;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "octocat", "Octo-Org", "a-b-c", "SmartsquareGmbH", "42"})
    void lettersDigitsAndSingleInnerHyphensMakeALogin(String login) {
        assertThat(new Login(login)).hasToString(login).extracting(Login::value).isEqualTo(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mona_octo", "a-b_corp1", "octo-_corp"})
    void underscoresOfManagedUsersAreAccepted(String login) {
        assertThat(new Login(login)).hasToString(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"octocat-", "octo--cat", "a--", "octo_", "octo_cat_corp"})
    void hyphensOfOldAccountsAreAccepted(String login) {
        assertThat(new Login(login)).hasToString(login);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-octocat",
                "-",
                "_octo",
                "octocat[bot]",
                "octo.cat",
                "octo cat",
                "...",
                "\u00f6ctocat",
                "\uD83D\uDC19"
            })
    void otherCharactersOfAPathSegmentAreAccepted(String login) {
        assertThat(new Login(login)).hasToString(login).isEqualTo(new Login(login));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octo/cat", "/", ".", ".."})
    void aNameThatIsNotAPathSegmentIsRefused(String login) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(login))
                .withMessage("Invalid login '" + login + "': it must not contain a slash, or be '.' or '..'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "octocat\n",
                "a\u0000",
                "\u007f",
                "\u0085",
                "\u009fa",
                "\uD83D",
                "a\uDC19b",
                "\uDC19\uD83D",
                "\uD800",
                "\uDFFF"
            })
    void controlCharactersAndHalvesOfPairsAreRefused(String login) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(login))
                .withMessage("Invalid login '" + login
                        + "': it must not contain control characters or halves of surrogate pairs");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00a0", "\uD7FF", "\uE000", "\uD83D\uDC19"})
    void charactersBesideThoseAreALogin(String login) {
        assertThat(new Login(login)).hasToString(login);
    }

    @Test
    void twoHundredAndFiftyFiveCharactersAreALogin() {
        assertThat(new Login("o".repeat(255)).value()).hasSize(255);
    }

    @Test
    void twoHundredAndFiftySixCharactersAreRefused() {
        String login = "o".repeat(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(login))
                .withMessage("Invalid login '" + login + "': it must have 1 to 255 characters");
    }

    @Test
    void anEmptyLoginIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(""))
                .withMessage("Invalid login '': it must have 1 to 255 characters");
    }

    @Test
    void loginsAreComparedWithoutCaseAndKeepTheirCase() {
        Login shouted = new Login("OCTO-I");
        Login spoken = new Login("octo-i");

        assertThat(shouted).isEqualTo(spoken).hasSameHashCodeAs(spoken).hasToString("OCTO-I");
        assertThat(shouted.key()).isEqualTo("octo-i");
    }

    @Test
    void loginsOfAnyScriptAreEqualIfTheirKeysAre() {
        assertThat(new Login("\u00d6CTO")).isEqualTo(new Login("\u00f6cto"));
        assertThat(new Login("\u03c2")).isNotEqualTo(new Login("\u03c3"));
    }

    @Test
    void differentLoginsDiffer() {
        assertThat(new Login("octo")).isNotEqualTo(new Login("0cto")).isNotEqualTo("octo");
        assertThat(new Login("octo").hashCode()).isNotEqualTo(new Login("0cto").hashCode());
    }

    @Test
    void theKeyDoesNotDependOnTheDefaultLocale() {
        assertThat(Locales.in(Locales.TURKISH, () -> new Login("GITHUB-I").key()))
                .isEqualTo("github-i");
    }
}
