package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.domain.account.Login;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An organization of a {@link World}. Used by one thread. */
public final class OrganizationBuilder extends OwnerBuilder<OrganizationBuilder> {

    private final List<Login> owners = new ArrayList<>();
    private final List<Login> members = new ArrayList<>();
    private boolean singleSignOn;

    OrganizationBuilder(World world, Login login) {
        super(world, login);
    }

    /** Adds a user who owns the organization. */
    public OrganizationBuilder owner(String user) {
        owners.add(world().user(user).login());
        return this;
    }

    /** Adds a user who is a member without being an owner. */
    public OrganizationBuilder member(String user) {
        members.add(world().user(user).login());
        return this;
    }

    /** Makes the organization require single sign-on. */
    public OrganizationBuilder singleSignOn() {
        singleSignOn = true;
        return this;
    }

    OrganizationEntry entry() {
        return new OrganizationEntry(
                id(), login(), name(), Optional.empty(), singleSignOn, owners, members, world().now(), world().now());
    }
}
