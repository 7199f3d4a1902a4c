package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.CharSource;
import com.google.common.io.Resources;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** The state of {@code --demo}, and requests to try with it. */
final class Demo {

    /** The relative dates of the state, such as {@code <3 days ago>}. */
    private static final Pattern DAYS_AGO = Pattern.compile("<(\\d+) days ago>");

    private static final String VERSION = "/orgs/octo-org/packages/npm/octo-utils/versions/3002";

    private Demo() {}

    static RegistryState state(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.SECONDS);
        try {
            String template = Resources.toString(Resources.getResource(Demo.class, "demo.yaml"), UTF_8);
            String text = DAYS_AGO.matcher(template)
                    .replaceAll(match -> today.minus(Long.parseLong(match.group(1)), ChronoUnit.DAYS)
                            .toString());
            return StateFile.read("demo.yaml", CharSource.wrap(text).asByteSource(UTF_8), today);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three shell commands: list the versions, delete one, restore it. */
    static List<String> curlLines(String base) {
        String curl = "curl -s -w '\\n%{http_code}\\n' -H 'Authorization: Bearer ghp_demoMonalisa' ";
        return List.of(
                curl + "'%s/orgs/octo-org/packages/npm/octo-utils/versions'".formatted(base),
                curl + "-X DELETE '%s%s'".formatted(base, VERSION),
                curl + "-X POST '%s%s/restore'".formatted(base, VERSION));
    }
}
