package dev.packhouse.architecture.bad.domain.policy;

/** A rule that prints. */
@SuppressWarnings("SystemOut")
class Prints {

    void decide() {
        System.out.println("Allowed");
    }
}
