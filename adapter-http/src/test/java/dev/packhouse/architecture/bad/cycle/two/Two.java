package dev.packhouse.architecture.bad.cycle.two;

import dev.packhouse.architecture.bad.cycle.one.One;

/** Needs what needs it. */
public class Two {

    /** The other half. */
    public One other() {
        return new One();
    }
}
