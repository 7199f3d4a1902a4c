package dev.packhouse.adapter.http.policyfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.document.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Reads policy files from texts. Beside them are some lists. */
final class Policies {

    private static final String LIVE = """
            # what the cluster runs
            ghcr.io/octo-org/app:1.2   # by tag

            app:1.3
            app:1.3
            """;

    private Policies() {}

    static PolicyFile read(String yaml) {
        return read("policy.yaml", yaml);
    }

    static PolicyFile read(String name, String text) {
        try {
            return PolicyFile.read(name, ByteSource.wrap(text.getBytes(UTF_8)), Policies::file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteSource file(String path) {
        return switch (path) {
            case "live.txt" -> ByteSource.wrap(LIVE.getBytes(UTF_8));
            case "branches.txt" -> ByteSource.wrap("1.3.0-login-SNAPSHOT\n".getBytes(UTF_8));
            case "empty.txt" -> ByteSource.wrap("# nothing\n".getBytes(UTF_8));
            case "wrong.txt" -> ByteSource.wrap("app:1\napp 2\n".getBytes(UTF_8));
            default ->
                new ByteSource() {
                    @Override
                    public InputStream openStream() throws IOException {
                        throw new NoSuchFileException(path);
                    }
                };
        };
    }

    /** A file with one policy, which has these lines. */
    static String policy(String lines) {
        return "version: 1\npolicies:\n- name: p\n  " + lines.strip().replace("\n", "\n  ") + "\n";
    }

    /** A file whose only policy deletes by a rule with these criteria. */
    static String delete(String criteria) {
        return policy("delete:\n- { %s }".formatted(criteria));
    }

    /** A file whose only policy keeps by this rule. */
    static String keep(String rule) {
        return policy("delete: [{ all: true }]\nkeep:\n- { %s }".formatted(rule));
    }

    /** The problems of a file, a line for each. */
    static List<String> problems(String yaml) {
        PolicyFileException refusal = catchThrowableOfType(PolicyFileException.class, () -> read(yaml));
        return refusal == null ? List.of() : refusal.getMessage().lines().toList();
    }

    /** The problems of a file without the names of the file. */
    static List<String> reasons(String yaml) {
        return problems(yaml).stream()
                .map(line -> line.replaceFirst("^policy.yaml:\\d+: ", ""))
                .toList();
    }

    /** The warnings of a file: line, and reason. */
    static List<String> warnings(String yaml) {
        return read(yaml).warnings().stream().map(Policies::line).toList();
    }

    private static String line(Problem problem) {
        return problem.line() + ": " + problem.reason();
    }
}
