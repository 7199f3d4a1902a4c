package dev.packhouse.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
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
import dev.packhouse.domain.policy.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MirrorTargetTest {

    private static PackageVersion version(int number) {
        return new PackageVersion(
                new VersionId(number),
                new PackageId(7),
                VersionSeed.name(PackageType.CONTAINER, number),
                List.of(),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.empty(),
                Seed.CREATED,
                Seed.CREATED,
                Optional.empty());
    }

    @Test
    void aCopiedVersionHasTheManifestThatIsKnown() {
        InMemoryBackend store = InMemoryBackend.of(RegistryState.EMPTY, Rules.GITHUB, () -> Seed.CREATED);
        User owner =
                new User(new AccountId(1), new Login("monalisa"), Optional.empty(), false, Seed.CREATED, Seed.CREATED);
        Package found = new Package(
                new PackageId(7),
                new Namespace(owner, PackageType.CONTAINER),
                new PackageName(PackageType.CONTAINER, "app"),
                Visibility.PRIVATE,
                Optional.empty(),
                false,
                VersionCounts.UNKNOWN,
                Seed.CREATED,
                Seed.CREATED,
                Optional.empty());
        MirrorTarget target = new MirrorTarget(store);
        target.addAccounts(owner, owner);

        target.add(found, List.of(version(1), version(2)), Map.of(new VersionId(1), ManifestSeed.INDEX));

        List<VersionEntry> copied = store.export().packages().get(0).versions();
        assertThat(copied)
                .containsExactly(
                        VersionSeed.of(PackageType.CONTAINER, 1)
                                .manifest(ManifestSeed.INDEX)
                                .entry(),
                        VersionSeed.of(PackageType.CONTAINER, 2).entry());
    }
}
