package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageName;

/** The package that a request asks to restore. */
public sealed interface DeletedPackage {

    /** The namespace of the package. */
    Namespace namespace();

    /** The name of the package before the deletion, and after the restore. */
    PackageName name();

    /**
     * A deleted package that the backend found.
     *
     * @param value the package, with its tombstone
     */
    record Known(Package value) implements DeletedPackage {

        /**
         * Checks the package.
         *
         * @throws IllegalArgumentException if it is not deleted
         */
        public Known {
            if (value.state() != State.DELETED) {
                throw new IllegalArgumentException("Package %s is not deleted".formatted(value.id()));
            }
        }

        @Override
        public Namespace namespace() {
            return value.namespace();
        }

        @Override
        public PackageName name() {
            return value.name();
        }
    }

    /**
     * The name of a package that may exist and be deleted. A live registry has no operation that returns deleted
     * packages.
     *
     * @param namespace the namespace of the package
     * @param name the name of the package
     */
    record Unknown(Namespace namespace, PackageName name) implements DeletedPackage {
        /** Checks that nothing is null. */
        public Unknown {
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
        }
    }
}
