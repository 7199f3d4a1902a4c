package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items what is on the page; nothing behind the last page
 * @param lastPage the number of the last page of the list; 0 if the list is empty
 * @param singleSignOn the header {@code X-GitHub-SSO} in which a remote registry says that something is left out of the
 *     page, since the token is not authorized for it
 * @param unreadable what a remote registry shows on the page that cannot be read here: an entry that is missing from the
 *     items, or a part that is missing from an entry; one sentence each, with its id and the reason
 * @param <T> what the list holds
 */
public record Page<T>(List<T> items, int lastPage, Optional<String> singleSignOn, List<String> unreadable) {

    /** Copies the lists. */
    public Page {
        items = List.copyOf(items);
        requireNonNull(singleSignOn, "singleSignOn");
        unreadable = List.copyOf(unreadable);
    }

    /** A page that nothing is left out of. */
    public Page(List<T> items, int lastPage) {
        this(items, lastPage, Optional.empty(), List.of());
    }

    /** The page of a list without items. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), 0);
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), lastPage, singleSignOn, unreadable);
    }
}
