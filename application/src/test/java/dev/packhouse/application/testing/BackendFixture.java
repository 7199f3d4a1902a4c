package dev.packhouse.application.testing;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/**
 * Provides backends for a contract. A backend without an ability declares it here, and the clauses then test the
 * alternative behaviour.
 */
public interface BackendFixture {

    /** The edition of the rules for every contract. */
    Rules RULES = Rules.GITHUB;

    /** An ability that a backend may lack. The clauses define the behaviour without it. */
    enum Ability {
        /** The backend has a store. */
        HAS_A_STORE,
        /** The backend rolls a unit of work back that throws. */
        ROLLS_BACK,
        /** The backend returns deleted packages, by name and in lists. */
        SHOWS_DELETED_PACKAGES,
        /** The backend holds the number of downloads and of tagged versions. */
        COUNTS_DOWNLOADS_AND_TAGS,
        /** The backend holds roles, memberships, and whether a package inherits access. */
        KNOWS_AFFILIATIONS,
        /** The backend holds the members of organizations, and repositories. */
        HAS_A_DIRECTORY,
        /** The backend holds the manifests of container images. */
        KEEPS_MANIFESTS,
        /** The backend holds the organizations for which a token is authorized, and the permission of a workflow. */
        KNOWS_WHAT_TOKENS_ALLOW,
        /** The backend finds active versions that conflict with a restore. */
        FINDS_NAME_CONFLICTS
    }

    /** Opens a new backend with this state, {@link #RULES} and this clock. The caller closes it. */
    Backend open(RegistryState state, InstantSource clock);

    /** The abilities of these backends; by default all of them. */
    default Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    /** Whether these backends have an ability. */
    default boolean can(Ability ability) {
        return abilities().contains(ability);
    }
}
