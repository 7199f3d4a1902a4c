package consumer;

import consumer.PackageVersions.Deletion;
import consumer.PackageVersions.Pause;
import consumer.PackageVersions.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Deletes the old versions of a package. */
public final class Cleanup {

    private static final int PAGE_SIZE = 2;

    private final PackageVersions versions;

    /** @param packagePath such as {@code /orgs/octo-org/packages/npm/octo-utils} */
    public Cleanup(String baseUrl, String token, String packagePath) {
        this(baseUrl, token, packagePath, Pause.SLEEP);
    }

    Cleanup(String baseUrl, String token, String packagePath, Pause pause) {
        versions = new PackageVersions(baseUrl, token, packagePath, pause);
    }

    /** Deletes what was not updated since then. Returns the names of versions by what became of them. */
    public Map<Deletion, List<String>> deleteBefore(Instant oldest) throws IOException, InterruptedException {
        Map<Deletion, List<String>> result = new EnumMap<>(Deletion.class);
        for (Version version : versions.list(PAGE_SIZE)) {
            if (version.updatedAt().isBefore(oldest)) {
                result.computeIfAbsent(versions.delete(version.id()), outcome -> new ArrayList<>())
                        .add(version.name());
            }
        }
        return result;
    }

    /** Restores a deleted version. Returns false if it cannot be restored any more. */
    public boolean restore(long version) throws IOException, InterruptedException {
        return versions.restore(version);
    }
}
