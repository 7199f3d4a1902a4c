package dev.packhouse.adapter.http.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/** The versions of the API that a request can select with {@code X-GitHub-Api-Version}. */
public enum ApiVersion {
    /** The first version, deprecated; the default for a request without the header. */
    V2022("2022-11-28"),
    /** The most recent version. */
    V2026("2026-03-10");

    private final String label;

    ApiVersion(String label) {
        this.label = label;
    }

    /** The value in headers: a date. */
    public String label() {
        return label;
    }

    /** Returns the version with exactly this label. */
    public static Optional<ApiVersion> parse(String label) {
        return Stream.of(values()).filter(v -> v.label.equals(label)).findFirst();
    }

    /** GitHub's error message for a version that does not exist. */
    public static String unsupported(String label) {
        return ("The version you specified in the \"X-GitHub-API-Version\" request header, \"%s\", is not a supported"
                        + " version. The following versions are currently supported: \"%s\" (most recent) and \"%s\".")
                .formatted(label, V2026.label, V2022.label);
    }
}
