package dev.packhouse.application.spi;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/** What can be asked on behalf of one caller. Valid within one unit of work, in one thread. */
public interface ReadSession {

    /** Who the caller is; empty if their token is unknown, revoked or expired. */
    Optional<Principal> principal();

    /** The accounts, and what the caller is to them. */
    Accounts accounts();

    /** The packages, and what the caller is to them. */
    Packages packages();
}
