package dev.packhouse.adapter.http.payload;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The ids of GitHub's GraphQL API: kind and number, in the format that GitHub used until 2021. */
final class NodeId {

    private NodeId() {}

    static String of(String kind, long id) {
        String text = "0" + kind.length() + ":" + kind + id;
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
