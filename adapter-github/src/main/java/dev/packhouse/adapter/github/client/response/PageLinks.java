package dev.packhouse.adapter.github.client.response;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page numbers of a {@code Link} header, by relation. Links without a page number, such as {@code deprecation}, are
 * not included.
 *
 * @param pages the page numbers by relation
 */
public record PageLinks(Map<String, Integer> pages) {

    private static final Pattern MEMBER = Pattern.compile("<([^>]*)>\\s*;[^,<]*?rel=\"?([a-z]+)\"?");
    private static final Pattern PAGE = Pattern.compile("[?&]page=(\\d{1,9})(?:&|$)");

    public PageLinks {
        pages = Map.copyOf(pages);
    }

    /** Parses the {@code Link} headers of a response. */
    public static PageLinks parse(List<String> headers) {
        Map<String, Integer> pages = new HashMap<>();
        for (String header : headers) {
            Matcher member = MEMBER.matcher(header);
            while (member.find()) {
                Matcher page = PAGE.matcher(member.group(1));
                if (page.find()) {
                    pages.putIfAbsent(member.group(2), Integer.parseInt(page.group(1)));
                }
            }
        }
        return new PageLinks(pages);
    }

    private OptionalInt page(String relation) {
        Integer page = pages.get(relation);
        return page == null ? OptionalInt.empty() : OptionalInt.of(page);
    }

    /**
     * Returns the number of the last page of a list, derived from one of its pages; 0 if the list is empty. The last page
     * itself has no link {@code last}, and a list of one page may have no links.
     *
     * @param current the number of this page
     * @param items the number of items on this page
     */
    public int lastPage(int current, int items) {
        if (page("last").isPresent()) {
            return page("last").getAsInt();
        }
        if (items > 0) {
            return page("next").isPresent() ? Math.max(current + 1, page("next").getAsInt()) : current;
        }
        return pages.isEmpty() ? 0 : page("prev").orElse(current - 1);
    }

    /**
     * Returns the number of the last page of a list that a server may send without links. Then a full page is followed by
     * at least one more.
     *
     * @param size the number of items on a full page
     */
    public int lastPage(int current, int items, int size) {
        if (!pages.isEmpty()) {
            return lastPage(current, items);
        }
        return items == size ? current + 1 : items > 0 ? current : current - 1;
    }
}
