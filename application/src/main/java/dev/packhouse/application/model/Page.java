package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items the items of the page; empty after the last page
 * @param lastPage the number of the last page of the list; 0 if the list is empty
 * @param singleSignOn the header {@code X-GitHub-SSO} of a remote registry, if items are missing from the page because
 *     the token is not authorized for them
 * @param unreadable the entries in the response of a remote registry that cannot be parsed: an entry that is missing
 *     from the items, or a part that is missing from an item; one sentence each, with the id and the reason
 * @param incomplete why the backend cannot list items that may exist, as a sentence for the client; empty if it can list
 *     all of them
 * @param <T> the type of the items
 */
public record Page<T>(
        List<T> items,
        int lastPage,
        Optional<String> singleSignOn,
        List<String> unreadable,
        Optional<String> incomplete) {

    /** Copies the lists. */
    public Page {
        items = List.copyOf(items);
        requireNonNull(singleSignOn, "singleSignOn");
        unreadable = List.copyOf(unreadable);
        requireNonNull(incomplete, "incomplete");
    }

    /** A complete page. */
    public Page(List<T> items, int lastPage) {
        this(items, lastPage, Optional.empty(), List.of(), Optional.empty());
    }

    /** The page of a list without items. */
    public static <T> Page<T> empty() {
        return new Page<>(List.of(), 0);
    }

    /** The page of a list whose items the backend cannot list, for this reason. */
    public static <T> Page<T> unlisted(String reason) {
        return new Page<>(List.of(), 0, Optional.empty(), List.of(), Optional.of(reason));
    }

    /** The same page with each item replaced by the result of the function. */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), lastPage, singleSignOn, unreadable, incomplete);
    }
}
