package dev.packhouse.adapter.http.protocol;

/**
 * What the URLs in an answer start with. Neither part ends in a slash.
 *
 * @param api the address of the API
 * @param web the address of the web pages that go with it
 */
public record PublicUrl(String api, String web) {

    /** What is put in front of every path where an API shares its host with the web pages. */
    public static final String PREFIX = "/api/v3";

    private static final String HOST_LABEL = "://api.";

    /**
     * Derives both addresses.
     *
     * @param root the address of the API, with or without the prefix, with or without a slash at the end
     * @param prefixed whether the request came with the prefix, so that the URLs get it too
     */
    public static PublicUrl of(String root, boolean prefixed) {
        String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        boolean named = trimmed.endsWith(PREFIX);
        String base = named ? trimmed.substring(0, trimmed.length() - PREFIX.length()) : trimmed;
        String web = base;
        int label = base.indexOf(HOST_LABEL);
        // A lone "api.example" would leave no host worth the name.
        if (label >= 0 && base.indexOf('.', label + HOST_LABEL.length()) >= 0) {
            web = base.substring(0, label) + "://" + base.substring(label + HOST_LABEL.length());
        }
        return new PublicUrl(named || prefixed ? base + PREFIX : base, web);
    }
}
