package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.RegistryRules;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/** Supplies the backends that a contract tries. What a backend cannot do is declared here, and tried as well. */
public interface BackendFixture {

    /** The edition that every contract is tried with. */
    RegistryRules RULES = RegistryRules.CURRENT;

    /** What a backend may or may not be able to do. A clause says what one does instead that is not. */
    enum Ability {
        /** It has a store with an audit trail, and a unit of work that throws changes nothing. */
        KEEPS_ITS_OWN_DATA,
        /** It shows deleted packages, by name and in lists. */
        SHOWS_DELETED_PACKAGES,
        /** It knows how often versions were downloaded, and how many are tagged without looking at all of them. */
        COUNTS_DOWNLOADS_AND_TAGS,
        /** It knows roles, memberships and whether a package inherits access. */
        KNOWS_STANDING,
        /** It knows for which organizations a token is authorized, and what a workflow is permitted. */
        KNOWS_WHAT_TOKENS_ALLOW,
        /** It looks for active versions that stand in the way of a restore. */
        LOOKS_FOR_CONFLICTS
    }

    /** A new backend that holds this state, by {@link #RULES}, and tells the time by this clock. The caller closes it. */
    Backend open(RegistryState state, InstantSource clock);

    /** What these backends can do: everything, unless the fixture says otherwise. */
    default Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    /** Whether these backends can do something. */
    default boolean can(Ability ability) {
        return abilities().contains(ability);
    }
}
