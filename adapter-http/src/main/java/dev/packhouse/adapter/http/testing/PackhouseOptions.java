package dev.packhouse.adapter.http.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.ByteSource;
import com.google.common.io.Resources;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.adapter.http.wiring.StartException;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** How a {@link Packhouse} starts. Used by one thread. */
public final class PackhouseOptions {

    private InitialState initial = now -> new World(now).state();
    private Optional<Instant> clock = Optional.empty();
    private Rules rules = Rules.GITHUB;
    private RateLimits rateLimits = RateLimits.SHOWN;
    private int port;

    PackhouseOptions() {}

    /** Begins with the state in a file, YAML or JSON. */
    public PackhouseOptions state(Path file) {
        initial = InitialState.of(file);
        return this;
    }

    /** Begins with the state in this text, YAML or JSON. */
    public PackhouseOptions state(String text) {
        return state("state.yaml", ByteSource.wrap(text.getBytes(UTF_8)));
    }

    /** Begins with the state at this URL, YAML or JSON, such as that of a resource on the class path. */
    public PackhouseOptions state(URL resource) {
        return state(resource.toString(), Resources.asByteSource(resource));
    }

    private PackhouseOptions state(String name, ByteSource source) {
        initial = now -> {
            try {
                return StateFile.read(name, source, now.truncatedTo(ChronoUnit.SECONDS));
            } catch (IOException e) {
                throw new StartException("Cannot read '%s': %s".formatted(name, e.getMessage()), e);
            }
        };
        return this;
    }

    /** Begins with the state that the function describes. */
    public PackhouseOptions state(Consumer<World> description) {
        initial = now -> {
            World world = new World(now.truncatedTo(ChronoUnit.SECONDS));
            description.accept(world);
            return world.state();
        };
        return this;
    }

    /** Starts the clock of the server at this instant. Otherwise it starts with the time of the machine. */
    public PackhouseOptions clock(Instant instant) {
        clock = Optional.of(instant);
        return this;
    }

    /** Decides by these rules. Otherwise they are those of GitHub. */
    public PackhouseOptions rules(Rules other) {
        rules = other;
        return this;
    }

    /** Counts requests with these limits. Otherwise those of GitHub are shown, and nothing is refused. */
    public PackhouseOptions rateLimits(RateLimits limits) {
        rateLimits = limits;
        return this;
    }

    /** Listens on this port. Otherwise it is a free one. */
    public PackhouseOptions port(int number) {
        port = number;
        return this;
    }

    InitialState initial() {
        return initial;
    }

    Optional<Instant> clock() {
        return clock;
    }

    Rules rules() {
        return rules;
    }

    RateLimits rateLimits() {
        return rateLimits;
    }

    int port() {
        return port;
    }
}
