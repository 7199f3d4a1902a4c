package dev.packhouse.adapter.http.testing;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An account of a {@link World}, which may own packages. Used by one thread.
 *
 * @param <T> the type of the account
 */
public abstract class OwnerBuilder<T extends OwnerBuilder<T>> {

    private final World world;
    private final Login login;
    private OptionalLong id = OptionalLong.empty();
    private Optional<String> name = Optional.empty();

    OwnerBuilder(World world, Login login) {
        this.world = world;
        this.login = login;
    }

    /** Sets the number, which is assigned otherwise. */
    public T id(long number) {
        id = OptionalLong.of(number);
        return self();
    }

    /** Sets the name that is shown beside the login. */
    public T named(String text) {
        name = Optional.of(text);
        return self();
    }

    /** Adds a package of this owner. It is private, unless that is changed. */
    public PackageBuilder packageOf(PackageType type, String packageName) {
        PackageBuilder added = new PackageBuilder(this, new PackageName(type, packageName));
        world.add(added);
        return added;
    }

    @SuppressWarnings("unchecked")
    private T self() {
        return (T) this;
    }

    World world() {
        return world;
    }

    Login login() {
        return login;
    }

    OptionalLong id() {
        return id;
    }

    Optional<String> name() {
        return name;
    }
}
