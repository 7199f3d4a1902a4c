package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.testing.Accounts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepositoryTest {

    @Test
    void theFullNameBeginsWithTheOwner() {
        assertThat(repository("OCTO-ORG/hello-world").name()).hasToString("OCTO-ORG/hello-world");
    }

    @Test
    void aNameWithAnotherOwnerIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository("hubot/hello-world"))
                .withMessage("Repository hubot/hello-world cannot belong to octo-org");
    }

    private Repository repository(String fullName) {
        return new Repository(
                new RepositoryId(1),
                Accounts.OCTO_ORG,
                RepositoryName.parse(fullName),
                false,
                Optional.of("Hello"),
                true);
    }
}
