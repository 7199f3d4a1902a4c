package dev.packhouse.architecture.bad.domain.policy;

import java.util.logging.Logger;

/** A rule that logs through the JDK. */
class Logs {

    void decide() {
        Logger.getLogger("rules").fine("Allowed");
    }
}
