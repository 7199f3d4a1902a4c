package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.RegistryRules;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend is opened with.
 *
 * @param rules the edition of the registries' rules
 * @param clock what time it is
 * @param options further settings by name, such as {@link #DATA}; a backend reads those it knows
 */
public record BackendSettings(RegistryRules rules, InstantSource clock, Map<String, String> options) {

    /** The option that names the directory a backend keeps its data in. */
    public static final String DATA = "data";

    /**
     * The file in the directory {@link #DATA} that a backend holds an exclusive lock on while it is open. It creates and
     * locks the file before it creates anything else there.
     */
    public static final String LOCK_FILE = "packhouse.lock";

    /** The option that gives the address of a remote registry's API. */
    public static final String GITHUB_URL = "github-url";

    /** Copies the options. */
    public BackendSettings {
        requireNonNull(rules, "rules");
        requireNonNull(clock, "clock");
        options = Map.copyOf(options);
    }

    /** The value of an option, if it was given. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }
}
