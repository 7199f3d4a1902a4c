package dev.packhouse.application.spi;

import java.util.Optional;

/** Read access on behalf of one caller. Valid within one unit of work, in one thread. */
public interface ReadSession {

    /** The accounts, with the affiliation of the caller. */
    Accounts accounts();

    /** The packages, with the affiliation of the caller. */
    Packages packages();

    /** The manifests of container images. */
    default Manifests manifests() {
        return Manifests.UNKNOWN;
    }

    /** The members of organizations, and repositories, for the requests that clients of packages send beside them. */
    default Directory directory() {
        return Directory.NONE;
    }

    /**
     * The registry that answers these requests by itself, so that the {@link #directory} is not asked; empty from a backend
     * that keeps its own data.
     */
    default Optional<Upstream> upstream() {
        return Optional.empty();
    }
}
