package dev.packhouse.adapter.http.control;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.fault.Faults;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The control of a server by tests: state, clock, faults, and the requests that it has received. Safe for many threads. A request
 * that runs at the same time meets the server before or after a change.
 */
public final class TestControl implements AutoCloseable {

    private final Administration administration;
    private final TestClock clock;
    private final Faults faults;
    private final StaleCatalogs stale;
    private final RequestJournal requests = new RequestJournal();
    private final Snapshot start;
    private volatile Runnable alsoReset = () -> {};

    /**
     * Creates the control of a server that holds its initial state.
     *
     * @param administration of the backend of the server, which keeps data of its own
     * @param clock the clock of the server and its backend
     */
    public TestControl(Administration administration, TestClock clock, StaleCatalogs stale) {
        this.administration = requireNonNull(administration, "administration");
        this.clock = requireNonNull(clock, "clock");
        this.stale = requireNonNull(stale, "stale");
        this.faults = new Faults(stale::keep);
        this.start = administration.snapshot();
        clock.onMove(administration::purge);
    }

    /** Adds what a {@link #reset} also puts back, such as the counts of rate limits. Called once, before the first reset. */
    public void alsoReset(Runnable more) {
        alsoReset = requireNonNull(more, "more");
    }

    /** Puts everything back to the start of the server: state, clock, faults, and the recorded requests. */
    public synchronized void reset() {
        faults.clear();
        clock.reset();
        start.restore();
        alsoReset.run();
        requests.clear();
    }

    /** The clock of the server. */
    public TestClock clock() {
        return clock;
    }

    /** The faults that requests meet. */
    public Faults faults() {
        return faults;
    }

    /** The requests that the server has received. */
    public RequestJournal requests() {
        return requests;
    }

    /** The state that the server holds. */
    public RegistryState state() {
        return administration.export();
    }

    /**
     * Replaces the whole state, as if the server had started with it. A later {@link #reset} puts the initial state back.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself; nothing is changed
     */
    public synchronized void replaceState(RegistryState state) {
        administration.replace(state);
        stale.refresh();
    }

    /**
     * Adds the entries of a state, and replaces existing ones, as {@link dev.packhouse.application.state.StateMerge} says.
     *
     * @param state makes the state from the existing entries, to which it may refer
     * @throws dev.packhouse.application.state.InvalidStateException if the result contradicts itself; nothing is changed
     */
    public synchronized void mergeState(Function<ExistingState, RegistryState> state) {
        administration.merge(administration.query(state));
        stale.refresh();
    }

    /** The packages as they were some time ago; empty if no rule of the {@link #faults} has this lag any more. */
    public Optional<PackageCatalog> behind(Duration lag) {
        return stale.behind(lag);
    }

    @Override
    public void close() {
        start.close();
    }
}
