package dev.packhouse.application.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageRequestTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1", "1, 101"})
    void pagesAreNumberedFrom1AndHaveUpTo100Items(int number, int size) {
        assertThatThrownBy(() -> new PageRequest(number, size)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 100, 0", "2, 30, 30", "2147483647, 100, 214748364600"})
    void theOffsetIsTheNumberOfItemsBeforeThePage(int number, int size, long offset) {
        assertThat(new PageRequest(number, size).offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "30, 0, 0",
        "30, 1, 1",
        "30, 30, 1",
        "30, 31, 2",
        "1, 7, 7",
        "100, 10000, 100",
        "1, 2147483647, 2147483647",
        "1, 2147483648, 2147483647"
    })
    void theLastPageHoldsTheLastItem(int size, long items, int lastPage) {
        assertThat(new PageRequest(1, size).lastPageOf(items)).isEqualTo(lastPage);
    }

    @Test
    void aPageOfOtherItemsHasTheSameLastPage() {
        assertThat(new Page<>(List.of(1, 2), 7).map(String::valueOf)).isEqualTo(new Page<>(List.of("1", "2"), 7));
        assertThat(Page.empty()).isEqualTo(new Page<>(List.of(), 0));
        assertThat(PageRequest.FIRST).isEqualTo(new PageRequest(1, 30));
    }

    @Test
    void aPageOfOtherItemsSaysWhatIsMissingToo() {
        Page<Integer> page =
                new Page<>(List.of(1), 1, Optional.of("partial-results"), List.of("entry 2"), Optional.of("no list"));

        assertThat(page.map(String::valueOf))
                .isEqualTo(new Page<>(
                        List.of("1"), 1, Optional.of("partial-results"), List.of("entry 2"), Optional.of("no list")));
        assertThat(Page.unlisted("no list"))
                .isEqualTo(new Page<>(List.of(), 0, Optional.empty(), List.of(), Optional.of("no list")));
    }
}
