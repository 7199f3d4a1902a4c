package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.GitHubClient.Freshness;
import dev.packhouse.adapter.github.Lists.Visit;
import dev.packhouse.adapter.github.Refusals.Subject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A program: reads the versions of the package large at a URL, and prints how many it has seen. Its second argument says
 * whether to hold them all ("hold") or none ("forget").
 */
final class ListReader {

    private ListReader() {}

    public static void main(String[] arguments) {
        boolean hold = arguments[1].equals("hold");
        List<List<Item>> held = new ArrayList<>();
        int[] count = new int[1];
        try (GitHubBackend backend =
                        Backends.open(arguments[0], InstantSource.system(), Tuning.DEFAULT, duration -> {});
                Lists lists = new Lists(backend.client(), Tuning.DEFAULT)) {
            lists.visit(
                    new Visit(
                            Caller.of(Worlds.MONALISA),
                            "/orgs/octo-org/packages/container/large/versions",
                            "state=active&",
                            Subject.PACKAGE,
                            Freshness.CONFIRMED,
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
