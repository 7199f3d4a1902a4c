package dev.packhouse.adapter.http.payload;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the URLs of a remote registry's API, in what it has sent, by URLs of this server. */
public final class UpstreamUrls {

    private static final Pattern LINK = Pattern.compile("<([^>]*)>([^,]*)");

    private final Optional<String> remoteApi;

    /**
     * Creates a replacement.
     *
     * @param remoteApi the prefix of the URLs of the API, without a slash at the end; empty if there is no remote registry
     */
    public UpstreamUrls(Optional<String> remoteApi) {
        this.remoteApi = requireNonNull(remoteApi, "remoteApi");
    }

    /** A JSON document. */
    public Json document(String document, PublicUrl base) {
        return json -> UpstreamDocument.write(json, document, remoteApi.orElse(base.api()), base.api());
    }

    /** One URL. A URL that is not of the API stays as it is. */
    public String url(String url, PublicUrl base) {
        return isRemote(url)
                ? base.api() + url.substring(remoteApi.orElseThrow().length())
                : url;
    }

    /**
     * The members of {@code Link} that lead to other pages.
     *
     * @param headers the headers as received
     * @return empty if there is no such member
     */
    public Optional<String> links(List<String> headers, PublicUrl base) {
        StringJoiner links = new StringJoiner(", ");
        for (String header : headers) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (isRemote(link.group(1))) {
                    links.add(
                            "<" + url(link.group(1), base) + ">" + link.group(2).stripTrailing());
                }
            }
        }
        return links.length() == 0 ? Optional.empty() : Optional.of(links.toString());
    }

    private boolean isRemote(String url) {
        return remoteApi.filter(api -> UpstreamDocument.isBelow(url, api)).isPresent();
    }
}
