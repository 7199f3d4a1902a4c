package dev.packhouse.domain.access;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes of one token, without those that another scope of the token includes.
 *
 * @param granted the remaining scopes
 */
public record Scopes(Set<Scope> granted) {

    /** No scope at all. */
    public static final Scopes NONE = new Scopes(Set.of());

    /** Removes each scope that another one includes. */
    public Scopes {
        Set<Scope> all = copy(granted);
        Set<Scope> kept = copy(all);
        kept.removeIf(scope ->
                scope.impliedBy().filter(larger -> includes(all, larger)).isPresent());
        granted = Set.copyOf(kept);
    }

    /** The given scopes. A repeated scope counts once. */
    public static Scopes of(Scope... scopes) {
        return new Scopes(copy(List.of(scopes)));
    }

    /** Whether the token has the scope, directly or through a larger scope. */
    public boolean include(Scope scope) {
        return includes(granted, scope);
    }

    /** Whether all the given scopes are included. */
    public boolean includeAll(Collection<Scope> scopes) {
        return scopes.stream().allMatch(this::include);
    }

    /** The scopes of the list that are not included, in its order. */
    public List<Scope> missingFrom(List<Scope> required) {
        return required.stream().filter(scope -> !include(scope)).toList();
    }

    /** The value of the header {@code X-OAuth-Scopes}: labels sorted, separated by a comma and a space. */
    @Override
    public String toString() {
        return granted.stream().map(Scope::label).sorted().collect(joining(", "));
    }

    private static Set<Scope> copy(Collection<Scope> scopes) {
        EnumSet<Scope> copy = EnumSet.noneOf(Scope.class);
        copy.addAll(scopes);
        return copy;
    }

    private static boolean includes(Set<Scope> granted, Scope scope) {
        for (Optional<Scope> next = Optional.of(scope);
                next.isPresent();
                next = next.get().impliedBy()) {
            if (granted.contains(next.get())) {
                return true;
            }
        }
        return false;
    }
}
