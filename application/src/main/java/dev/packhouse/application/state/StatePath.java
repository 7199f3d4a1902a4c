package dev.packhouse.application.state;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The position of a value in a state: an entry, a field of an entry, or an item of a list or a role in an entry.
 *
 * @param parent the entry that contains the value; empty for an entry of the state itself
 * @param name the name of the list, of the field, or {@code roles}
 * @param index the index in the list, from 0. For a role, the index among the roles of users, which the roles of
 *     workflows follow, both in the order of the state. Empty for a field
 * @param holder the holder of a role; otherwise empty
 */
public record StatePath(Optional<StatePath> parent, String name, OptionalInt index, Optional<String> holder) {

    /** Checks that nothing is null. */
    public StatePath {
        requireNonNull(parent, "parent");
        requireNonNull(name, "name");
        requireNonNull(index, "index");
        requireNonNull(holder, "holder");
    }

    /** The path of an entry of the state. */
    static StatePath entry(String list, int index) {
        return new StatePath(Optional.empty(), list, OptionalInt.of(index), Optional.empty());
    }

    StatePath item(String list, int index) {
        return new StatePath(Optional.of(this), list, OptionalInt.of(index), Optional.empty());
    }

    StatePath role(int index, Object holder) {
        return new StatePath(Optional.of(this), "roles", OptionalInt.of(index), Optional.of(holder.toString()));
    }

    StatePath field(String field) {
        return new StatePath(Optional.of(this), field, OptionalInt.empty(), Optional.empty());
    }

    /** The path as text, as in {@code packages[0].versions[2].name} and {@code packages[0].roles.monalisa}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parent.ifPresent(entry -> text.append(entry).append('.'));
        text.append(name);
        holder.ifPresentOrElse(
                of -> text.append('.').append(of),
                () -> index.ifPresent(at -> text.append('[').append(at).append(']')));
        return text.toString();
    }
}
