package dev.packhouse.application.spi;

/** Read access on behalf of one caller. Valid within one unit of work, in one thread. */
public interface ReadSession {

    /** The accounts, with the affiliation of the caller. */
    Accounts accounts();

    /** The packages, with the affiliation of the caller. */
    Packages packages();
}
