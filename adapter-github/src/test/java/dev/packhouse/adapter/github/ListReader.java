package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.PageReader.PageQuery;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that reads the versions of the package large at a URL, and prints their number. The second argument selects
 * whether it holds all of them ("hold") or none ("forget").
 */
final class ListReader {

    private ListReader() {}

    public static void main(String[] arguments) {
        boolean hold = arguments[1].equals("hold");
        List<List<JsonEntry>> held = new ArrayList<>();
        int[] count = new int[1];
        try (GitHubClient client = TestBackends.client(arguments[0], InstantSource.system(), ClientOptions.DEFAULT);
                PageReader lists = new PageReader(client, ClientOptions.DEFAULT)) {
            lists.visit(
                    new PageQuery(
                            Caller.of(GitHubStates.MONALISA, GitHubStates.NOW),
                            "/orgs/octo-org/packages/container/large/versions",
                            "state=active&",
                            Subject.PACKAGE,
                            Freshness.REVALIDATE,
                            Integer.MAX_VALUE),
                    page -> {
                        count[0] += page.size();
                        if (hold) {
                            held.add(page);
                        }
                        return false;
                    });
        }
        System.out.printf("%d versions, %d pages held%n", count[0], held.size());
    }
}
