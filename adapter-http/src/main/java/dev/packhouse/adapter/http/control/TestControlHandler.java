package dev.packhouse.adapter.http.control;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import dev.packhouse.adapter.http.protocol.Json;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.adapter.http.statefile.StateFileException;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Responds to the requests of tests below {@code /_packhouse/test}. Nothing needs a token. Safe for many threads. */
public final class TestControlHandler {

    /** The maximum size of a state, in bytes. */
    private static final int MAX_STATE = 64 << 20;

    private static final int UNPROCESSABLE = 422;

    private final TestControl control;

    /** Creates the handler. */
    public TestControlHandler(TestControl control) {
        this.control = requireNonNull(control, "control");
    }

    /** Puts everything back to the start of the server. */
    public ServerResponse reset() {
        control.reset();
        return ServerResponse.noContent();
    }

    /** The state as JSON, which {@link #replaceState} accepts. */
    public ServerResponse state() {
        RegistryState state = control.state();
        return ServerResponse.ok(json -> StateFile.write(state, json));
    }

    /**
     * Replaces the state by a state file.
     *
     * @param contentType tells JSON from YAML; null if there is none
     */
    public ServerResponse replaceState(String contentType, InputStream body) {
        return changed(() -> {
            ByteSource source = state(body);
            control.replaceState(StateFile.read(name(contentType), source, now()));
        });
    }

    /**
     * Merges a state file into the state.
     *
     * @param contentType tells JSON from YAML; null if there is none
     */
    public ServerResponse mergeState(String contentType, InputStream body) {
        return changed(() -> {
            ByteSource source = state(body);
            control.mergeState(existing -> read(name(contentType), source, existing));
        });
    }

    private RegistryState read(String name, ByteSource source, ExistingState existing) {
        try {
            return StateFile.readForMerge(name, source, now(), existing);
        } catch (IOException e) {
            throw new UncheckedIOException("A source in memory cannot fail", e);
        }
    }

    private Instant now() {
        return control.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The name of the file in messages. */
    private static String name(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("json")
                ? "state.json"
                : "state.yaml";
    }

    private static ByteSource state(InputStream body) throws IOException, InvalidRequestException {
        byte[] bytes = body.readNBytes(MAX_STATE + 1);
        if (bytes.length > MAX_STATE) {
            throw new InvalidRequestException(413, "The state has more than %d MiB".formatted(MAX_STATE >> 20));
        }
        return ByteSource.wrap(bytes);
    }

    /** A change of the server by a request. */
    private interface StateChange {
        void run() throws IOException, InvalidRequestException;
    }

    private static ServerResponse changed(StateChange change) {
        try {
            change.run();
            return ServerResponse.noContent();
        } catch (StateFileException | InvalidStateException e) {
            return error(UNPROCESSABLE, e.getMessage());
        } catch (InvalidRequestException e) {
            return error(e.status(), e.getMessage());
        } catch (IOException e) {
            return error(400, "The body cannot be read to its end");
        }
    }

    /** The time, and whether the clock is stopped. */
    public ServerResponse clock() {
        Instant now = control.clock().instant();
        boolean frozen = control.clock().isFrozen();
        return ServerResponse.ok(json -> {
            json.writeStartObject();
            json.writeStringField("now", now.toString());
            json.writeBooleanField("frozen", frozen);
            json.writeEndObject();
        });
    }

    /** Sets, moves, stops or starts the clock. */
    public ServerResponse changeClock(InputStream body) {
        try {
            JsonObject change = new JsonObject("", JsonObject.parse(body), List.of("set", "advance", "frozen"));
            Optional<Instant> instant = change.instant("set");
            Optional<Duration> duration = change.duration("advance");
            Optional<Boolean> frozen = change.flag("frozen");
            if (instant.isEmpty() && duration.isEmpty() && frozen.isEmpty()) {
                throw new InvalidRequestException(UNPROCESSABLE, "Missing 'set', 'advance' or 'frozen'");
            }
            if (instant.isPresent() && duration.isPresent()) {
                throw change.invalid("advance", "the clock is either set or advanced");
            }
            TestClock clock = control.clock();
            // Stopped first, it stands at the very instant to which it is set.
            frozen.ifPresent(stop -> freeze(clock, stop));
            instant.ifPresent(clock::set);
            duration.ifPresent(clock::advance);
            return clock();
        } catch (IllegalArgumentException e) {
            return error(UNPROCESSABLE, e.getMessage());
        } catch (InvalidRequestException e) {
            return error(e.status(), e.getMessage());
        }
    }

    private static void freeze(TestClock clock, boolean stop) {
        if (stop) {
            clock.freeze();
        } else {
            clock.unfreeze();
        }
    }

    /** The faults in effect, with their counts. */
    public ServerResponse faults() {
        return list(control.faults().rules(), FaultRuleJson::write);
    }

    /** Replaces all faults. */
    public ServerResponse replaceFaults(InputStream body) {
        try {
            control.faults().replace(FaultRuleJson.parse(JsonObject.parse(body)));
            return faults();
        } catch (IllegalArgumentException e) {
            return error(UNPROCESSABLE, e.getMessage());
        } catch (InvalidRequestException e) {
            return error(e.status(), e.getMessage());
        }
    }

    /** Removes all faults. */
    public ServerResponse clearFaults() {
        control.faults().clear();
        return ServerResponse.noContent();
    }

    /** The last requests, the oldest first. */
    public ServerResponse requests() {
        return list(control.requests().all(), TestControlHandler::write);
    }

    /** Forgets the requests. */
    public ServerResponse clearRequests() {
        control.requests().clear();
        return ServerResponse.noContent();
    }

    private interface ItemWriter<T> {
        void write(T item, JsonGenerator json) throws IOException;
    }

    private static <T> ServerResponse list(List<T> items, ItemWriter<T> writer) {
        Json list = json -> {
            json.writeStartArray();
            for (T item : items) {
                writer.write(item, json);
            }
            json.writeEndArray();
        };
        return ServerResponse.ok(list);
    }

    private static void write(RecordedRequest request, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", request.id());
        json.writeStringField("at", request.at().toString());
        json.writeStringField("method", request.method());
        json.writeStringField("path", request.path());
        json.writeStringField("query", request.query().orElse(null));
        if (request.status().isPresent()) {
            json.writeNumberField("status", request.status().getAsInt());
        } else {
            json.writeNullField("status");
        }
        json.writeStringField("caller", request.caller());
        json.writeStringField("decision", request.decision().orElse(null));
        json.writeStringField("refusal", request.refusal().orElse(null));
        if (request.fault().isPresent()) {
            json.writeNumberField("fault", request.fault().getAsInt());
        } else {
            json.writeNullField("fault");
        }
        json.writeEndObject();
    }

    private static ServerResponse error(int status, String message) {
        return ServerResponse.error(status, message, "");
    }
}
