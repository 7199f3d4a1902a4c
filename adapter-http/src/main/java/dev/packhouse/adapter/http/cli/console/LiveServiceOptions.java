package dev.packhouse.adapter.http.cli.console;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where the live service is and which certificates it may have. */
public final class LiveServiceOptions {

    @Option(
            names = "--github-url",
            paramLabel = "URL",
            description = "API of the live service; https://HOST/api/v3 for GitHub Enterprise Server"
                    + " (default: https://api.github.com).")
    private Optional<URI> githubUrl = Optional.empty();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM file with certificates to trust for the live service, in addition to those of Java.")
    private Optional<Path> caFile = Optional.empty();

    /** The address of the API; empty for the default one. */
    public Optional<URI> githubUrl() {
        return githubUrl;
    }

    /** The file of certificates that are trusted in addition to those of Java. */
    public Optional<Path> caFile() {
        return caFile;
    }
}
