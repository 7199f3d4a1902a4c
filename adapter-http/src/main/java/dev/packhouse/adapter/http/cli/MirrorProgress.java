package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.application.api.PackageMirror.Progress;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows the progress of a mirror: a line for each package, and on a terminal a progress bar for the pages of a package.
 */
final class MirrorProgress implements Progress, AutoCloseable {

    private final Console console;
    private final boolean terminal;
    private final List<String> leftOut = new ArrayList<>();
    private Optional<ProgressBar> bar = Optional.empty();

    MirrorProgress(Console console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    static MirrorProgress on(Console console) {
        return new MirrorProgress(console, Ansi.AUTO.enabled());
    }

    @Override
    public void listing(PackageType type, int page, int lastPage) {
        if (lastPage > 0) {
            console.printLine("%s packages, page %s of %s".formatted(type.label(), page, lastPage));
        }
    }

    @Override
    public void reading(Package subject, int page, int lastPage) {
        if (terminal && lastPage > 1) {
            if (bar.isEmpty()) {
                bar = Optional.of(new ProgressBarBuilder()
                        .setTaskName(subject.name().value())
                        .setConsumer(new DelegatingProgressBarConsumer(
                                text -> console.err().print("\r" + text)))
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUnit(" pages", 1)
                        .setInitialMax(lastPage)
                        .build());
            }
            bar.get().maxHint(lastPage).stepTo(page);
        }
    }

    @Override
    public void copied(Package subject, int versions) {
        close();
        console.printLine("%s: %s versions".formatted(subject.name(), versions));
    }

    @Override
    public void skipped(Package subject) {
        console.printLine("%s: there already".formatted(subject.name()));
    }

    @Override
    public void leftOut(Package subject, String reason) {
        close();
        leaveOut("%s package %s".formatted(subject.namespace().type().label(), subject.name()), reason);
    }

    @Override
    public void leftOut(PackageType type, String which) {
        leaveOut("%s packages".formatted(type.label()), which);
    }

    private void leaveOut(String what, String reason) {
        console.printLine("%s: left out: %s".formatted(what, reason));
        leftOut.add("%s: %s".formatted(what, reason));
    }

    /** The packages that were left out so far, with the reasons. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public void close() {
        bar.ifPresent(shown -> {
            shown.close();
            console.err().println();
        });
        bar = Optional.empty();
    }
}
