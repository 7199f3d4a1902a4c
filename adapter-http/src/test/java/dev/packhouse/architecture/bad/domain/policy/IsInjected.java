package dev.packhouse.architecture.bad.domain.policy;

/** A class that cannot be created without a container. */
class IsInjected {

    @Inject
    private Object port;

    boolean isReady() {
        return port != null;
    }
}
