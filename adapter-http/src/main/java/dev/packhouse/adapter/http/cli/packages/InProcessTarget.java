package dev.packhouse.adapter.http.cli.packages;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** The use cases of this process, over a backend. */
public final class InProcessTarget implements PackageTarget {

    private final PackageCatalog catalog;
    private final PackageLifecycle lifecycle;
    private final AuthenticatedCaller caller;
    private final InstantSource clock;
    private final TargetChoice choice;
    private final String place;
    private final Runnable close;
    private final PackageJson json = new PackageJson();

    private InProcessTarget(
            PackageCatalog catalog,
            PackageLifecycle lifecycle,
            AuthenticatedCaller caller,
            InstantSource clock,
            TargetChoice choice,
            String place,
            Runnable close) {
        this.catalog = requireNonNull(catalog, "catalog");
        this.lifecycle = requireNonNull(lifecycle, "lifecycle");
        this.caller = requireNonNull(caller, "caller");
        this.clock = requireNonNull(clock, "clock");
        this.choice = requireNonNull(choice, "choice");
        this.place = requireNonNull(place, "place");
        this.close = requireNonNull(close, "close");
    }

    /**
     * Creates a target, and finds the owner.
     *
     * @param catalog reads
     * @param lifecycle changes, or only decides if this is a dry run
     * @param caller on whose behalf it reads and changes
     * @param clock the time of each request
     * @param choice the owner of the packages, and whether this is a dry run
     * @param place where the packages are, as the end of a question
     * @param close closes the backend
     * @throws dev.packhouse.adapter.http.cli.console.CommandException if there is no such owner
     */
    public static InProcessTarget open(
            PackageCatalog catalog,
            PackageLifecycle lifecycle,
            AuthenticatedCaller caller,
            InstantSource clock,
            TargetChoice choice,
            String place,
            Runnable close) {
        require(choice.owner().value(), catalog.account(caller, new OwnerReference.AnyLogin(choice.owner())));
        return new InProcessTarget(catalog, lifecycle, caller, clock, choice, place, close);
    }

    /**
     * Returns the value of an allowed request.
     *
     * @param subject what was asked for
     * @throws dev.packhouse.adapter.http.cli.console.CommandException if it is refused; the message has the subject, the
     *     explanation and the reason of the refusal
     */
    public static <T> T require(String subject, Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new RequestRefusedException(
                    subject, refusal.explanation(), refusal.reason().name());
        });
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Listing<ShownPackage> packages(PackageType type, Optional<Visibility> visibility, State state) {
        String subject = owner() + "/" + type.label();
        return list(
                subject,
                number -> catalog.packages(
                                caller(), reference(), new PackageFilter(type, visibility, state, page(number)))
                        .map(PackageCatalog.Packages::page),
                document -> new ShownPackage(json.of(document)),
                ListLimits.PACKAGE_PAGES);
    }

    @Override
    public ShownPackage find(PackageType type, String name) {
        return new ShownPackage(json.of(require(subject(type, name), catalog.find(caller(), address(type, name)))));
    }

    @Override
    public Listing<ShownVersion> versions(PackageType type, String name, State state) {
        String subject = subject(type, name);
        return list(
                subject,
                number -> catalog.versions(caller(), address(type, name), Optional.of(state), page(number))
                        .map(found -> found.page().map(document -> json.of(found.parent(), document))),
                ShownVersion::new,
                ListLimits.VERSION_PAGES);
    }

    @Override
    public ShownVersion version(PackageType type, String name, VersionId id) {
        PackageCatalog.Version found =
                require(subject(type, name) + "/" + id, catalog.version(caller(), address(type, name), id));
        return new ShownVersion(json.of(found.parent(), found.version()));
    }

    private static PageRequest page(int number) {
        return new PageRequest(number, PageRequest.MAX_SIZE);
    }

    /** Reads all pages, up to the last one that can be requested. */
    private static <T, R> Listing<R> list(
            String subject, IntFunction<Outcome<Page<T>>> pages, Function<T, R> reader, int lastPage) {
        List<R> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int number = 1; ; number++) {
            Page<T> page = require(subject, pages.apply(number));
            if (page.incomplete().isPresent()) {
                throw new RequestRefusedException(subject, page.incomplete().get(), ListLimits.INCOMPLETE);
            }
            page.items().forEach(item -> items.add(reader.apply(item)));
            page.singleSignOn().ifPresent(header -> missing.add(ListLimits.singleSignOn(subject, header)));
            page.unreadable().forEach(entry -> missing.add(subject + ": " + entry));
            if (number == lastPage && page.items().size() == PageRequest.MAX_SIZE) {
                missing.add(ListLimits.lastPageIsFull(subject, lastPage));
            }
            if (number >= page.lastPage() || number == lastPage) {
                return new Listing<>(items, missing);
            }
        }
    }

    @Override
    public ChangeResult deletePackage(PackageType type, String name) {
        return change(() -> lifecycle.deletePackage(caller(), address(type, name)));
    }

    @Override
    public ChangeResult restorePackage(PackageType type, String name, Optional<PackageId> id) {
        return change(() -> lifecycle.restorePackage(caller(), address(type, name), id.map(PackageId::toString)));
    }

    @Override
    public ChangeResult deleteVersion(PackageType type, String name, VersionId id) {
        return change(() -> lifecycle.deleteVersion(caller(), address(type, name), id));
    }

    @Override
    public ChangeResult restoreVersion(PackageType type, String name, VersionId id) {
        return change(() -> lifecycle.restoreVersion(caller(), address(type, name), id));
    }

    private ChangeResult change(Supplier<? extends Outcome<?>> request) {
        try {
            Optional<Refusal> refusal = request.get().refusal();
            if (refusal.isPresent()) {
                return ChangeResult.refused(
                        refusal.get().explanation(), refusal.get().reason().name());
            }
            return choice.dryRun() ? ChangeResult.WOULD_BE_DONE : ChangeResult.DONE;
        } catch (OutcomeUnknownException e) {
            return ChangeResult.unknown(e.getMessage());
        } catch (LimitedException e) {
            return ChangeResult.failed("%s: try again in %d seconds"
                    .formatted(e.getMessage(), Math.max(1, e.retryAfter().toSeconds())));
        } catch (BackendException e) {
            return ChangeResult.failed(e.getMessage());
        }
    }

    /** The caller of a request that begins now. */
    private AuthenticatedCaller caller() {
        return caller.withSince(clock.instant());
    }

    private Login owner() {
        return choice.owner();
    }

    /** Users and organizations; a backend finds out which one it is. */
    private OwnerReference reference() {
        return new OwnerReference.AnyLogin(owner());
    }

    private PackageAddress address(PackageType type, String name) {
        return new PackageAddress(reference(), type, name);
    }

    private String subject(PackageType type, String name) {
        return "%s/%s/%s".formatted(owner(), type.label(), name);
    }

    @Override
    public void close() {
        close.run();
    }
}
