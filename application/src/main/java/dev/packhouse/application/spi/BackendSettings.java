package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.DirectoryLock;
import dev.packhouse.domain.policy.Rules;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The settings with which a backend is opened.
 *
 * @param rules the rules of the registry
 * @param clock the source of the current time
 * @param options further settings by name, such as {@link #DATA}; a backend ignores options of other backends
 */
public record BackendSettings(Rules rules, InstantSource clock, Map<String, String> options) {

    /** The option with the directory in which a backend keeps its data, or only its audit trail. */
    public static final String DATA = "data";

    /**
     * The file in the directory {@link #DATA} on which a backend holds an exclusive lock while it is open. The backend
     * creates and locks this file before it creates any other file there.
     */
    public static final String LOCK_FILE = DirectoryLock.FILE;

    /**
     * The option {@code off} for data that need not survive a failure of the machine, such as that of a test: changes then do not wait
     * for the disk. A failure of the process loses nothing in any case.
     */
    public static final String SYNC = "sync";

    /** The option with the address of the API of a remote registry. */
    public static final String GITHUB_URL = "github-url";

    /** The option with the address of the container registry of a remote registry, from which manifests are read. */
    public static final String REGISTRY_URL = "registry-url";

    /**
     * The option that says whether manifests are read from the container registry of a remote registry: {@code read}, {@code
     * cached} for those that were read before, {@code never} for none; {@code read} if it is not set.
     */
    public static final String MANIFESTS = "manifests";

    /**
     * The option with how long a request waits at most for the rate limits of a remote registry, counted from its arrival,
     * as in {@code PT5S}. A change is not sent later than that.
     */
    public static final String LIMIT_WAIT = "limit-wait";

    /** The option {@code off} for a remote registry without rate limits; {@code on} if it is not set. */
    public static final String GITHUB_LIMITS = "github-limits";

    /**
     * The option with the HTTP proxy for the {@code https://} address of a remote registry: its host and port, separated
     * by a colon.
     */
    public static final String PROXY = "proxy";

    /** The option with the credentials for the proxy: user and password, separated by a colon. */
    public static final String PROXY_CREDENTIALS = "proxy-credentials";

    /**
     * The option with a file of certificates in PEM format, which are trusted as certificates of a remote registry, or
     * of a proxy that inspects the traffic to it.
     */
    public static final String CA_FILE = "ca-file";

    /** Copies the options. */
    public BackendSettings {
        requireNonNull(rules, "rules");
        requireNonNull(clock, "clock");
        options = Map.copyOf(options);
    }

    /** The value of an option; empty if it is not set. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The rules and the names of the options. Their values may be secret. */
    @Override
    public String toString() {
        return "BackendSettings[rules=%s, options=%s]".formatted(rules, options.keySet());
    }
}
