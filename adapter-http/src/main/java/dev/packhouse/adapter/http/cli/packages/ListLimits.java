package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.model.PageRequest;

/** How far lists are read, and the sentences about items that they lack. */
final class ListLimits {

    /** The number of pages of a list of packages that can be requested. */
    static final int PACKAGE_PAGES = Math.toIntExact(PackageFilter.WINDOW / PageRequest.MAX_SIZE);

    /** The number of pages of a list of versions that are read at most. Ends the list of a server that shows pages forever. */
    static final int VERSION_PAGES = 100_000;

    /** The code of a list that the target cannot give. */
    static final String INCOMPLETE = "INCOMPLETE";

    private ListLimits() {}

    /** The last page that can be requested is full. */
    static String lastPageIsFull(String subject, int pages) {
        return "%s: what follows the first %d is not listed".formatted(subject, pages * PageRequest.MAX_SIZE);
    }

    /** The token is not authorized for organizations with single sign-on. */
    static String singleSignOn(String subject, String header) {
        return "%s: the token is not authorized for single sign-on: %s".formatted(subject, header);
    }
}
