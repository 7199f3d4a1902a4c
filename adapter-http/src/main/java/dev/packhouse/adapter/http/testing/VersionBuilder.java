package dev.packhouse.adapter.http.testing;

import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A version of a package of a {@link World}. It is active, unless that is changed. Used by one thread. */
public final class VersionBuilder {

    private final VersionName name;
    private OptionalLong id = OptionalLong.empty();
    private List<Tag> tags = List.of();
    private OptionalLong downloads = OptionalLong.empty();
    private Instant createdAt;
    private Optional<Instant> deletedAt = Optional.empty();

    VersionBuilder(VersionName name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    /** Sets the number, which is assigned otherwise. */
    public VersionBuilder id(long number) {
        id = OptionalLong.of(number);
        return this;
    }

    /** Sets the tags, which only some types of packages have. */
    public VersionBuilder tags(String... names) {
        tags = Stream.of(names).map(Tag::new).toList();
        return this;
    }

    /** Sets how often the version was downloaded. */
    public VersionBuilder downloads(long number) {
        downloads = OptionalLong.of(number);
        return this;
    }

    /** Sets when the version was published. */
    public VersionBuilder createdAt(Instant instant) {
        createdAt = instant;
        return this;
    }

    /** Makes the version a deleted one. */
    public VersionBuilder deletedAt(Instant instant) {
        deletedAt = Optional.of(instant);
        return this;
    }

    VersionEntry entry() {
        return new VersionEntry(
                id,
                name,
                tags,
                downloads,
                Optional.empty(),
                Optional.empty(),
                createdAt,
                createdAt,
                deletedAt,
                Optional.empty());
    }
}
