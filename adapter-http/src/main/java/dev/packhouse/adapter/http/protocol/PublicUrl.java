package dev.packhouse.adapter.http.protocol;

/**
 * The prefixes of the URLs in a response. Neither part ends in a slash.
 *
 * @param api the URL of the API
 * @param web the URL of the web pages that belong to it
 */
public record PublicUrl(String api, String web) {

    /** The prefix of every path of an API that shares its host with the web pages. */
    public static final String PREFIX = "/api/v3";

    private static final String HOST_LABEL = "://api.";

    /**
     * Derives both URLs.
     *
     * @param root the URL of the API, with or without the prefix, with or without a slash at the end
     * @param prefixed whether the path of the request has the prefix, so that the URLs get it too
     */
    public static PublicUrl of(String root, boolean prefixed) {
        String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        boolean rootHasPrefix = trimmed.endsWith(PREFIX);
        String base = rootHasPrefix ? trimmed.substring(0, trimmed.length() - PREFIX.length()) : trimmed;
        String web = base;
        int label = base.indexOf(HOST_LABEL);
        // "api.example" keeps its label, because "example" alone is no useful host name.
        if (label >= 0 && base.indexOf('.', label + HOST_LABEL.length()) >= 0) {
            web = base.substring(0, label) + "://" + base.substring(label + HOST_LABEL.length());
        }
        return new PublicUrl(rootHasPrefix || prefixed ? base + PREFIX : base, web);
    }

    /** The URL that the paths of this server's own begin with, which have no prefix. */
    public String own() {
        return api.endsWith(PREFIX) ? api.substring(0, api.length() - PREFIX.length()) : api;
    }
}
