package dev.packhouse.application.service;

import dev.packhouse.application.api.ReadingProgress;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;

/** Passes reports on, and counts those of what is left out. */
final class CountingProgress implements ReadingProgress {

    private final ReadingProgress next;
    private long leftOut;

    CountingProgress(ReadingProgress next) {
        this.next = next;
    }

    @Override
    public void listing(PackageType type, int page, int lastPage) {
        next.listing(type, page, lastPage);
    }

    @Override
    public void reading(Package subject, int page, int lastPage) {
        next.reading(subject, page, lastPage);
    }

    @Override
    public void leftOut(Package subject, String reason) {
        leftOut++;
        next.leftOut(subject, reason);
    }

    @Override
    public void leftOut(PackageType type, String which) {
        leftOut++;
        next.leftOut(type, which);
    }

    /** How many reports there were of what is left out. */
    long leftOut() {
        return leftOut;
    }
}
