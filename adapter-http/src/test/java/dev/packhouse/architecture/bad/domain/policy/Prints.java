package dev.packhouse.architecture.bad.domain.policy;

/** A rule that prints. */
@SuppressWarnings("SystemOut")
class Talks {

    void decide() {
        System.out.println("Allowed");
    }
}
