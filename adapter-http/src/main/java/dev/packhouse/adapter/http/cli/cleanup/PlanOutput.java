package dev.packhouse.adapter.http.cli.cleanup;

import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PlanHeader;
import dev.packhouse.adapter.http.planfile.PlanWriter;
import dev.packhouse.application.api.CleanupPlanning;
import dev.packhouse.application.state.Printable;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a plan into a file while it is made. The file is a temporary one until the plan is complete, so that no plan is
 * ever a part of one.
 */
final class PlanOutput implements CleanupPlanning.Listener, AutoCloseable {

    private final Path file;
    private final Path temporary;
    private final PlanWriter writer;
    private final BiFunction<Account, Instant, PlanHeader> header;
    private final Console console;
    private Optional<PlanHeader> begun = Optional.empty();
    private final PlanSummary summary = new PlanSummary();
    private final List<String> leftOut = new ArrayList<>();

    private PlanOutput(
            Path file,
            Path temporary,
            PlanWriter writer,
            BiFunction<Account, Instant, PlanHeader> header,
            Console console) {
        this.file = file;
        this.temporary = temporary;
        this.writer = writer;
        this.header = header;
        this.console = console;
    }

    /**
     * Begins a file, which is compressed if its name ends with {@code .gz}.
     *
     * @param header makes the header for an owner and the time of the evaluation
     * @throws CommandException if it cannot be written
     */
    static PlanOutput to(Path file, BiFunction<Account, Instant, PlanHeader> header, Console console) {
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new CommandException("'%s' cannot be written: there is no directory '%s'".formatted(file, directory));
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            OutputStream stored = Files.newOutputStream(temporary);
            OutputStream target = file.toString().endsWith(".gz") ? new GZIPOutputStream(stored, 1 << 16) : stored;
            return new PlanOutput(file, temporary, new PlanWriter(target), header, console);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static CommandException failed(Path file, IOException e) {
        return new CommandException("'%s' cannot be written: %s".formatted(file, e), e);
    }

    @Override
    public void begins(Account owner, Instant evaluatedAt) {
        PlanHeader first = header.apply(owner, evaluatedAt);
        begun = Optional.of(first);
        try {
            writer.header(first);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void planned(PackagePlan plan) {
        PackageItems items = PackageItems.of(plan);
        summary.add(items);
        try {
            writer.write(items);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public void listing(PackageType type, int page, int lastPage) {
        if (lastPage > 1) {
            report("%s packages, page %s of %s".formatted(type.label(), page, lastPage));
        }
    }

    @Override
    public void reading(Package subject, int page, int lastPage) {
        if (page % 100 == 0) {
            report("%s: page %s of %s".formatted(subject.name(), page, lastPage));
        }
    }

    private void report(String line) {
        console.err().println(Printable.of(line));
    }

    @Override
    public void leftOut(Package subject, String reason) {
        leftOut.add("%s %s: %s".formatted(subject.namespace().type().label(), subject.name(), reason));
    }

    @Override
    public void leftOut(PackageType type, String which) {
        leftOut.add("%s packages: %s".formatted(type.label(), which));
    }

    /**
     * Completes the file, replaces one of its name, and prints the summary.
     *
     * @param exceeded each limit that the plan exceeds
     */
    PlanHeader.End complete(List<String> exceeded) {
        try {
            PlanHeader.End end = writer.end(exceeded, leftOut);
            writer.close();
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            new PlanView(console).summary(begun.orElseThrow(), summary, end);
            return end;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Deletes the file, unless it is complete. */
    @Override
    public void close() {
        try (writer) {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
