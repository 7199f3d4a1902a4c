package dev.packhouse.architecture.bad.cycle.one;

import dev.packhouse.architecture.bad.cycle.two.Two;

/** Depends on a package that depends on this one. */
public class One {

    /** The other class of the cycle. */
    public Two other() {
        return new Two();
    }
}
