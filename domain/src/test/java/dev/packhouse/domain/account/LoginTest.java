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
    void soDoUnderscoresOfManagedUsers(String login) {
        assertThat(new Login(login)).hasToString(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"octocat-", "octo--cat", "a--", "octo_", "octo_cat_corp"})
    void soDoHyphensOfOldAccounts(String login) {
        assertThat(new Login(login)).hasToString(login);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-octocat",
                "-",
                "octo cat",
                "octo.cat",
                "octo/cat",
                "öctocat",
                "octocat\n",
                "octocat[bot]",
                "_octo",
                "\u212A",
                "a\u0000"
            })
    void anythingElseIsRefused(String login) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(login))
                .withMessage("Invalid login '" + login + "': it may only contain letters, digits, hyphens and"
                        + " underscores, and must begin with a letter or a digit");
    }

    @Test
    void thirtyNineCharactersAreALogin() {
        assertThat(new Login("o".repeat(39)).value()).hasSize(39);
    }

    @Test
    void fortyCharactersAreTooMany() {
        String login = "o".repeat(40);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(login))
                .withMessage("Invalid login '" + login + "': it must have 1 to 39 characters");
    }

    @Test
    void noCharactersAreTooFew() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Login(""))
                .withMessage("Invalid login '': it must have 1 to 39 characters");
    }

    @Test
    void loginsAreEqualInAnyCaseAndKeepTheirOwn() {
        Login shouted = new Login("OCTO-I");
        Login spoken = new Login("octo-i");

        assertThat(shouted).isEqualTo(spoken).hasSameHashCodeAs(spoken).hasToString("OCTO-I");
        assertThat(shouted.key()).isEqualTo("octo-i");
    }

    @Test
    void differentLoginsDiffer() {
        assertThat(new Login("octo")).isNotEqualTo(new Login("0cto")).isNotEqualTo("octo");
        assertThat(new Login("octo").hashCode()).isNotEqualTo(new Login("0cto").hashCode());
    }

    @Test
    void aTurkishMachineFoldsTheSameWay() {
        assertThat(Locales.in(Locales.TURKISH, () -> new Login("GITHUB-I").key()))
                .isEqualTo("github-i");
    }
}
