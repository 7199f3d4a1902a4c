package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A repository of a {@link World}. It is private, unless that is changed. Used by one thread. */
public final class RepositoryBuilder {

    private final World world;
    private final RepositoryName name;
    private final Map<Login, Role> roles = new LinkedHashMap<>();
    private OptionalLong id = OptionalLong.empty();
    private boolean isPrivate = true;

    RepositoryBuilder(World world, RepositoryName name) {
        this.world = world;
        this.name = name;
    }

    /** Sets the number, which is assigned otherwise. */
    public RepositoryBuilder id(long number) {
        id = OptionalLong.of(number);
        return this;
    }

    /** Makes the repository public. */
    public RepositoryBuilder isPublic() {
        isPrivate = false;
        return this;
    }

    /** Gives a user a role on the repository. */
    public RepositoryBuilder role(String user, Role role) {
        roles.put(world.user(user).login(), role);
        return this;
    }

    RepositoryEntry entry() {
        return new RepositoryEntry(id, name, isPrivate, Optional.empty(), false, roles);
    }
}
