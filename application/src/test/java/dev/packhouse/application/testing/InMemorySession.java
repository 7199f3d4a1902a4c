package dev.packhouse.application.testing;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Directory;
import dev.packhouse.application.spi.Manifests;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Rules;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One unit of work on the contents of an {@link InMemoryBackend}. */
final class InMemorySession implements WriteSession {

    private final StoredState contents;
    private final Rules rules;
    private final EntryResolver resolver;
    private final Optional<Principal> principal;

    InMemorySession(StoredState contents, Rules rules, Optional<Principal> principal) {
        this.contents = contents;
        this.rules = rules;
        this.resolver = new EntryResolver(contents);
        this.principal = principal;
    }

    @Override
    public Optional<Principal> principal() {
        return principal;
    }

    @Override
    public Accounts accounts() {
        return new InMemoryAccounts(resolver, principal);
    }

    @Override
    public Packages packages() {
        return new InMemoryPackages(contents, resolver, rules, principal);
    }

    @Override
    public Manifests manifests() {
        return new InMemoryManifests(contents);
    }

    @Override
    public Directory directory() {
        return new InMemoryDirectory(contents, resolver, principal);
    }

    @Override
    public void apply(Change change) {
        change.<Runnable>fold(
                        deleted -> () -> contents.change(
                                deleted.subject().id(), entry -> Entries.deleted(entry, Optional.of(deleted.at()))),
                        restored -> () -> contents.change(
                                ((DeletedPackage.Known) restored.subject())
                                        .value()
                                        .id(),
                                entry -> Entries.deleted(entry, Optional.empty())),
                        deleted -> () -> contents.change(
                                deleted.parent().id(),
                                entry -> replace(
                                        entry,
                                        deleted.subject(),
                                        version -> Entries.deleted(version, Optional.of(deleted.at())))),
                        restored -> () -> contents.change(
                                restored.parent().id(),
                                entry -> replace(
                                        entry,
                                        restored.subject(),
                                        version -> Entries.withoutTags(
                                                Entries.deleted(version, Optional.empty()), restored.movedTags()))),
                        left -> {
                            throw new IllegalArgumentException("No registry decides instead of this backend");
                        })
                .run();
    }

    private static PackageEntry replace(
            PackageEntry parent, PackageVersion subject, UnaryOperator<VersionEntry> successor) {
        return Entries.withVersions(
                parent,
                parent.versions().stream()
                        .map(version ->
                                version.id().orElseThrow() == subject.id().value() ? successor.apply(version) : version)
                        .toList());
    }

    @Override
    public void record(AuditEntry entry) {
        contents.record(entry);
    }
}
