package dev.packhouse.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.ReadingProgress;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VersionListingTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    private final List<String> reports = new ArrayList<>();
    private final VersionListing listing = new VersionListing(new ReadingProgress() {
        @Override
        public void listing(PackageType type, int page, int lastPage) {
            throw new AssertionError(type);
        }

        @Override
        public void reading(Package subject, int page, int lastPage) {
            reports.add("%s %s/%s".formatted(subject.name(), page, lastPage));
        }

        @Override
        public void leftOut(Package subject, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void leftOut(PackageType type, String which) {
            throw new AssertionError(which);
        }
    });

    private static Package subject(long versions) {
        User owner = new User(new AccountId(1), new Login("monalisa"), Optional.empty(), false, AT, AT);
        return Package.published(
                new PackageId(7),
                new Namespace(owner, PackageType.NPM),
                new PackageName(PackageType.NPM, "tool"),
                Visibility.PRIVATE,
                new VersionCounts(OptionalLong.of(versions), OptionalLong.empty(), OptionalLong.empty()),
                AT);
    }

    private static Page<WithSource<PackageVersion>> page(int lastPage, long... ids) {
        return new Page<>(
                LongStream.of(ids)
                        .mapToObj(id -> WithSource.of(PackageVersion.published(
                                new VersionId(id),
                                new PackageId(7),
                                new VersionName(PackageType.NPM, "1.0." + id),
                                List.of(),
                                OptionalLong.empty(),
                                AT)))
                        .toList(),
                lastPage);
    }

    private static Function<PageRequest, Page<WithSource<PackageVersion>>> pages(
            List<Page<WithSource<PackageVersion>>> answers) {
        List<Page<WithSource<PackageVersion>>> left = new ArrayList<>(answers);
        return request -> left.remove(0);
    }

    private static List<Long> ids(Iterable<VersionId> versions) {
        List<Long> ids = new ArrayList<>();
        versions.forEach(id -> ids.add(id.value()));
        return ids;
    }

    @Test
    void allPagesAreReadAndEachVersionIsKeptOnce() {
        assertThat(ids(listing.active(subject(3), () -> subject(3), pages(List.of(page(2, 9, 8), page(2, 8, 7))))
                        .keySet()))
                .containsExactly(9L, 8L, 7L);
        assertThat(reports).containsExactly("tool 1/2", "tool 2/2");
    }

    @Test
    void aReadThatMissedVersionsIsRepeatedWithTheNumberOfTheCurrentPackage() {
        assertThat(ids(listing.active(subject(3), () -> subject(2), pages(List.of(page(1, 9), page(1, 9, 8))))
                        .keySet()))
                .containsExactly(9L, 8L);
    }

    @Test
    void aPackageWhoseVersionsKeepChangingCannotBeRead() {
        assertThatThrownBy(() -> listing.active(
                        subject(3),
                        () -> subject(3),
                        pages(List.of(page(1, 9), page(1, 9), page(1, 9), page(1, 9, 8, 7)))))
                .isInstanceOf(UnreadablePackageException.class)
                .hasMessage("its versions kept changing while they were read");
    }

    @Test
    void aPageWithUnreadableEntriesEndsTheRead() {
        Page<WithSource<PackageVersion>> damaged = new Page<>(
                List.of(), 1, Optional.empty(), List.of("version 9: no name", "version 8: no name"), Optional.empty());

        assertThatThrownBy(() -> listing.all(subject(0), request -> damaged))
                .hasMessage("it cannot be read completely: version 9: no name, and 1 more like it");
    }
}
