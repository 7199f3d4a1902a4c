package dev.packhouse.application.state;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.InvalidStateException.Problem;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

    @Test
    void oneThousandProblemsAreKeptAndTheRestIsCounted() {
        Problems<Integer> problems = Problems.asAdded();
        IntStream.range(0, 1_000).forEach(problems::add);
        assertThat(problems.more()).isZero();

        problems.add(1_000);
        IntStream.range(1_001, 200_000).forEach(problems::add);

        assertThat(problems.first()).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(problems.more()).isEqualTo(199_000);
    }

    @Test
    void theFirstInOrderAreKeptInAnyOrderOfAddition() {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, 5_000).boxed().toList());
        Collections.shuffle(shuffled, new Random(1));
        Problems<Integer> problems = Problems.ordered(Comparator.naturalOrder());

        shuffled.forEach(problems::add);

        assertThat(problems.first()).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(problems.more()).isEqualTo(4_000);
    }

    @Test
    void equallyOrderedProblemsKeepTheOrderOfAddition() {
        Problems<Integer> problems = Problems.ordered(Comparator.comparing(each -> each % 2));

        IntStream.of(5, 2, 1, 4, 3).forEach(problems::add);

        assertThat(problems.first()).containsExactly(2, 4, 5, 1, 3);
    }

    @Test
    void equalProblemsCountOnce() {
        Problems<String> problems = Problems.asAdded();

        Collections.nCopies(2_000, "wrong").forEach(problems::add);

        assertThat(problems.first()).containsExactly("wrong");
        assertThat(problems.more()).isZero();
    }

    @Test
    void aNewCollectionIsEmptyUntilAProblemIsAdded() {
        Problems<String> problems = Problems.asAdded();
        assertThat(problems.isEmpty()).isTrue();

        problems.add("wrong");

        assertThat(problems.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "1001, '\nand 1 more problem'", "200000, '\nand 199,000 more problems'"})
    void theMessageHasALineForEachAndTheNumberOfTheRest(int count, String rest) {
        Problems<Integer> problems = Problems.asAdded();
        IntStream.range(0, count).forEach(problems::add);

        assertThat(problems.message(problem -> "<" + problem + ">"))
                .isEqualTo(IntStream.range(0, Math.min(count, 1_000))
                                .mapToObj("<%d>"::formatted)
                                .collect(joining("\n"))
                        + rest);
    }

    @Test
    void aStateWithManyProblemsIsRefusedWithTheFirstThousand() {
        TokenEntry token = new TokenEntry(
                TokenHash.of("ghp_a"),
                TokenKind.CLASSIC,
                new UserHolder(new Login("nobody")),
                Scopes.NONE,
                Set.of(),
                Optional.empty());
        RegistryState state =
                new RegistryState(List.of(), List.of(), List.of(), List.of(), Collections.nCopies(2_000, token));

        InvalidStateException refusal = refusal(state);

        assertThat(refusal.problems())
                .hasSize(1_000)
                .endsWith(new Problem("tokens[500].token", "the token is listed twice"));
        assertThat(refusal.more()).isEqualTo(2_999);
        assertThat(refusal.getMessage().lines())
                .hasSize(1_001)
                .startsWith("tokens[0].user: there is no user 'nobody'")
                .endsWith("and 2,999 more problems");
    }

    private static InvalidStateException refusal(RegistryState state) {
        try {
            StateValidation.check(state, ExistingState.NOTHING);
            throw new AssertionError("The state is valid");
        } catch (InvalidStateException e) {
            return e;
        }
    }
}
