package dev.packhouse.adapter.http.protocol;

import java.util.StringJoiner;

/**
 * The header {@code Link} of GitHub's lists of packages: in the order next, prev, first, last. The URLs contain every
 * parameter that has a value, in alphabetical order. There is always a last page, also if the list is empty.
 */
public final class PackageLinks {

    private PackageLinks() {}

    /**
     * Returns the links of one page.
     *
     * @param url the URL of the list, without a query
     * @param before the parameters that come before {@code page}, with an ampersand at the end
     * @param after {@code per_page} and the parameters after it
     * @param page the number of this page, which may be greater than that of the last one
     * @param lastPage the number of the last page; 0 if the list is empty
     */
    public static String of(String url, String before, String after, int page, int lastPage) {
        StringJoiner links = new StringJoiner(", ");
        String start = "<" + url + "?" + before + "page=";
        String end = "&" + after + ">; rel=\"";
        if (page < lastPage) {
            links.add(start + (page + 1) + end + "next\"");
        }
        if (page > 1 && lastPage > 0) {
            links.add(start + Math.min(page - 1, lastPage) + end + "prev\"");
            links.add(start + 1 + end + "first\"");
        }
        links.add(start + lastPage + end + "last\"");
        return links.toString();
    }
}
