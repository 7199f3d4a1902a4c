package dev.packhouse.application.spi;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/** Read access on behalf of one caller. Valid within one unit of work, in one thread. */
public interface ReadSession {

    /**
     * The principal of the caller; empty if the token is unknown, revoked or expired. A caller without a token is
     * {@link Principal.Anonymous}.
     */
    Optional<Principal> principal();

    /** The accounts, with the affiliation of the caller. */
    Accounts accounts();

    /** The packages, with the affiliation of the caller. */
    Packages packages();
}
