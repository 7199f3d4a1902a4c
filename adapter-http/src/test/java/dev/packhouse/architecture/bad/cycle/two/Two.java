package dev.packhouse.architecture.bad.cycle.two;

import dev.packhouse.architecture.bad.cycle.one.One;

/** Depends on a package that depends on this one. */
public class Two {

    /** The other class of the cycle. */
    public One other() {
        return new One();
    }
}
