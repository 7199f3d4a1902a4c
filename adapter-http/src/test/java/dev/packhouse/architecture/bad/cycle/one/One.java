package dev.packhouse.architecture.bad.cycle.one;

import dev.packhouse.architecture.bad.cycle.two.Two;

/** Needs what needs it. */
public class One {

    /** The other half. */
    public Two other() {
        return new Two();
    }
}
