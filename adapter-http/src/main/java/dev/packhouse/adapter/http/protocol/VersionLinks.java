package dev.packhouse.adapter.http.protocol;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * The header {@code Link} of GitHub's lists of versions, and of most of its other lists: in the order prev, next, last,
 * first, with the query of the request.
 */
public final class VersionLinks {

    private VersionLinks() {}

    /**
     * Returns the links of one page.
     *
     * @param url the URL of the list, without a query
     * @param query the query of the request
     * @param page the number of this page, which may be greater than that of the last one
     * @param lastPage the number of the last page; 0 if the list is empty
     * @return empty if there is no other page
     */
    public static Optional<String> of(String url, Query query, int page, int lastPage) {
        StringJoiner links = new StringJoiner(", ");
        if (page > 1 && lastPage > 0) {
            links.add(link(url, query, Math.min(page - 1, lastPage), "prev"));
        }
        if (page < lastPage) {
            links.add(link(url, query, page + 1, "next"));
        }
        if (page != lastPage && lastPage > 0) {
            links.add(link(url, query, lastPage, "last"));
        }
        if (page > 1 && lastPage > 0) {
            links.add(link(url, query, 1, "first"));
        }
        return links.length() == 0 ? Optional.empty() : Optional.of(links.toString());
    }

    private static String link(String url, Query query, int page, String relation) {
        return "<" + url + "?" + query.with("page", Integer.toString(page)) + ">; rel=\"" + relation + "\"";
    }
}
