package dev.packhouse.adapter.http.protocol;

import java.util.StringJoiner;

/**
 * The header {@code Link} of GitHub's lists of packages: in the order next, prev, first, last, with every parameter that
 * has a value spelled out in alphabetical order. The last page is always named, even where the list is empty.
 */
public final class PackageLinks {

    private PackageLinks() {}

    /**
     * The links of one page.
     *
     * @param url the address of the list, without a query
     * @param before the parameters that come before {@code page}, with an ampersand at the end
     * @param after {@code per_page} and the parameters that come behind it
     * @param page the number of this page, which may lie behind the last one
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
