package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageName;

/** What somebody asks to restore. */
public sealed interface DeletedPackage {

    /** Where the package was. */
    Namespace namespace();

    /** The name it had, and will have again. */
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
     * A name under which there may be a deleted package: a live registry has no operation that shows it.
     *
     * @param namespace where the package may have been
     * @param name the name it may have had
     */
    record Unknown(Namespace namespace, PackageName name) implements DeletedPackage {
        /** Checks that nothing is null. */
        public Unknown {
            requireNonNull(namespace, "namespace");
            requireNonNull(name, "name");
        }
    }
}
