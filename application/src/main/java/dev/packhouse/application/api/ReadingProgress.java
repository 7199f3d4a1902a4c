package dev.packhouse.application.api;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;

/** Receives progress reports of a use case that reads all packages of an owner, in the calling thread. */
public interface ReadingProgress {

    /** A page of the list of one type was read; packages are read after the last page of all types. */
    void listing(PackageType type, int page, int lastPage);

    /** A page of the versions of a package was read. */
    void reading(Package subject, int page, int lastPage);

    /** A package is left out, for this reason. */
    void leftOut(Package subject, String reason);

    /** Some packages of a type are left out, or not read completely: they are missing from the list, or unreadable. */
    void leftOut(PackageType type, String which);
}
