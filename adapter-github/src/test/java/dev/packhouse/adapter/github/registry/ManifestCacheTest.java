package dev.packhouse.adapter.github.registry;

import static dev.packhouse.adapter.github.registry.FakeRegistry.any;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifest;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifests;
import static dev.packhouse.adapter.github.registry.RegistryFixture.APP;
import static dev.packhouse.adapter.github.registry.RegistryFixture.INDEX;
import static dev.packhouse.adapter.github.registry.RegistryFixture.REPOSITORY;
import static dev.packhouse.adapter.github.registry.RegistryFixture.unknown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.registry.RegistryOptions.Mode;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.naming.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was read is never read again. */
class ManifestCacheTest {

    private final RegistryFixture registry = new RegistryFixture();
    private final FakeRegistry fake = registry.fake;

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        registry.close();
    }

    private Path file() {
        return directory.resolve("manifests.jsonl");
    }

    private void openWithFile() {
        registry.reopen(Mode.READ, Optional.of(directory));
    }

    private static void assertKnown(List<ManifestFacts> facts) {
        assertThat(facts).isNotEmpty().allMatch(ManifestFacts.Known.class::isInstance);
    }

    /** An index with all that can be kept. */
    private Digest addIndex() {
        return fake.add(REPOSITORY, INDEX, """
                {"schemaVersion":2,"mediaType":"%s","artifactType":"application/x","manifests":[
                {"mediaType":"%s","digest":"%s","platform":{"os":"linux","architecture":"arm","variant":"v7"}},
                {"mediaType":"%s","digest":"%s"}],
                "subject":{"mediaType":"%s","digest":"%s"}}""".formatted(
                INDEX, RegistryFixture.IMAGE, digest('a'), INDEX, digest('b'), RegistryFixture.IMAGE, digest('c')));
    }

    private static Digest digest(char digit) {
        return new Digest("sha256:" + String.valueOf(digit).repeat(64));
    }

    @Test
    void aManifestIsReadOnce() {
        List<Digest> digests = registry.addImages(30);

        List<ManifestFacts> facts = registry.read(digests);

        assertKnown(facts);
        assertThat(registry.read(digests)).isEqualTo(facts);
        assertThat(fake.requests(forManifests())).hasSize(30);
    }

    @Test
    void aManifestThatIsThereTwiceIsReadOnce() {
        Digest digest = registry.addImage(1);

        assertKnown(registry.read(digest, digest));

        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void aManifestThatSeveralCallersReadAtTheSameTimeIsReadOnce() throws Exception {
        registry.read(registry.addImage(1000));
        Digest digest = registry.addImage(1);
        CountDownLatch gate = new CountDownLatch(1);
        fake.holdUntil(gate, any());

        List<CompletableFuture<List<ManifestFacts>>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> registry.read(digest)));
        }
        while (fake.requests(forManifest(digest)).isEmpty()) {
            Thread.onSpinWait();
        }
        gate.countDown();

        for (CompletableFuture<List<ManifestFacts>> call : calls) {
            assertKnown(call.get());
        }
        assertThat(fake.requests(forManifest(digest))).hasSize(1);
    }

    @Test
    void whatWasNotReadIsRequestedAgain() {
        Digest digest = FakeRegistry.digestOf(RegistryFixture.image(1).getBytes(UTF_8));
        assertThat(registry.read(digest)).containsExactly(unknown("the registry does not have it (404)"));

        registry.addImage(1);

        assertKnown(registry.read(digest));
    }

    @Test
    void aRestartWithADataDirectoryReadsNothingAgain() {
        openWithFile();
        List<Digest> digests = new ArrayList<>(registry.addImages(30));
        digests.add(addIndex());
        List<ManifestFacts> facts = registry.read(digests);
        assertKnown(facts);

        openWithFile();

        assertThat(registry.read(digests)).isEqualTo(facts);
        assertThat(fake.requests(forManifests())).hasSize(31);
    }

    @Test
    void aLineHoldsAManifest() throws IOException {
        openWithFile();
        Digest index = addIndex();

        registry.read(index);

        assertThat(file())
                .hasContent("{\"digest\":\"" + index + "\",\"kind\":\"index\",\"media_type\":\"" + INDEX
                        + "\",\"artifact_type\":\"application/x\",\"subject\":\"" + digest('c') + "\",\"size\":"
                        + size(registry.read(index)) + ",\"children\":[{\"digest\":\"" + digest('a')
                        + "\",\"media_type\":\""
                        + RegistryFixture.IMAGE + "\",\"platform\":\"linux/arm/v7\"},{\"digest\":\"" + digest('b')
                        + "\",\"media_type\":\"" + INDEX + "\"}]}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private static long size(List<ManifestFacts> facts) {
        return ((ManifestFacts.Known) facts.get(0)).manifest().size().orElseThrow();
    }

    @Test
    void aTornLastLineIsReadAgainAndDamagesNoOther() throws IOException {
        openWithFile();
        List<Digest> digests = registry.addImages(3);
        for (Digest digest : digests) {
            registry.read(digest);
        }
        byte[] whole = Files.readAllBytes(file());
        for (int cut : new int[] {1, 2, 50, 100}) {
            registry.reopen(Mode.READ, Optional.empty());
            Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
            int before = fake.requests(forManifests()).size();

            openWithFile();
            assertKnown(registry.read(digests));
            assertThat(fake.requests(forManifests())).hasSize(before + 1);
            openWithFile();
            assertKnown(registry.read(digests));
            assertThat(fake.requests(forManifests())).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no line",
                "{\"digest\":\"sha256:",
                "{\"digest\":\"sha256:DIGEST\"",
                "{\"digest\":\"sha256:DIGEST\"}",
                "{\"digest\":\"sha256:DIGEST\",\"kind\":\"image\"}",
                "{\"digest\":\"sha256:DIGEST\",\"kind\":\"other\",\"media_type\":\"x\"}",
                "{\"digest\":\"sha256:DIGEST\",\"kind\":\"image\",\"media_type\":\"x\",\"subject\":\"x\"}",
                "{\"digest\":\"sha256:DIGEST\",\"kind\":\"image\",\"media_type\":\"x\",\"children\":[{\"digest\":\"sha256:DIGEST\"}]}",
                "{\"digest\":\"sha256:DIGEST\",\"kind\":\"image\",\"media_type\":\"x\",\"size\":-1}",
                "{\"digest\":\"sha256:OTHER\",\"kind\":\"image\",\"media_type\":\"x\"}"
            })
    void aDamagedLineCountsAsAbsent(String line) throws IOException {
        Digest digest = registry.addImage(1);
        String hex = digest.value().substring("sha256:".length());
        Files.writeString(
                file(),
                line.replace("DIGEST", hex).replace("OTHER", hex.substring(0, 16) + "0".repeat(48)) + "\n",
                StandardOpenOption.CREATE);

        openWithFile();
        assertKnown(registry.read(digest));
        openWithFile();
        assertKnown(registry.read(digest));

        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void aFileThatCannotBeUsedIsReplacedByMemory() throws IOException {
        Files.createDirectory(file());
        openWithFile();
        Digest digest = registry.addImage(1);

        assertKnown(registry.read(digest));
        assertKnown(registry.read(digest));

        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void aFileOfManyManifestsIsSearchedByDigest() throws IOException {
        List<Digest> digests = new ArrayList<>();
        Manifest manifest = new Manifest(
                Kind.INDEX,
                INDEX,
                Optional.empty(),
                List.of(new Child(digest('a'), Optional.of(RegistryFixture.IMAGE), Optional.of("linux/amd64"))),
                Optional.of(digest('b')),
                OptionalLong.of(500));
        try (ManifestFile lines = ManifestFile.open(directory)) {
            for (int i = 0; i < 5_000; i++) {
                digests.add(FakeRegistry.digestOf(Integer.toString(i).getBytes(UTF_8)));
                lines.add(digests.get(i), manifest);
            }
        }

        try (ManifestFile lines = ManifestFile.open(directory)) {
            for (Digest digest : digests) {
                assertThat(lines.find(digest)).contains(manifest);
            }
            assertThat(lines.find(digest('c'))).isEmpty();
        }
    }

    @Test
    void aLongLineIsFound() throws IOException {
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            children.add(new Child(digest('a'), Optional.of(INDEX), Optional.empty()));
        }
        Manifest large =
                new Manifest(Kind.INDEX, INDEX, Optional.empty(), children, Optional.empty(), OptionalLong.empty());
        try (ManifestFile lines = ManifestFile.open(directory)) {
            lines.add(digest('1'), large);
            lines.add(digest('2'), large);

            assertThat(lines.find(digest('1'))).contains(large);
            assertThat(lines.find(digest('2'))).contains(large);
        }
    }

    @Test
    void aCallerOfAnotherRepositoryReadsItFromTheCacheToo() {
        Digest digest = registry.addImage(1);
        registry.read(digest);

        assertKnown(registry.read(registry.caller("ghp_other"), APP, List.of(digest)));

        assertThat(fake.requests(forManifests())).hasSize(1);
    }

    @Test
    void theModeCachedReadsFromTheCacheOnly() {
        openWithFile();
        Digest known = registry.addImage(1);
        registry.read(known);
        int before = fake.requests(any()).size();

        registry.reopen(Mode.CACHED, Optional.of(directory));
        List<ManifestFacts> facts = registry.read(known, registry.addImage(2));

        assertThat(facts.get(0)).isInstanceOf(ManifestFacts.Known.class);
        assertThat(facts.get(1)).isEqualTo(unknown("it is not in the cache, and manifests are read from there only"));
        assertThat(fake.requests(any())).hasSize(before);
    }

    @Test
    void theModeNeverReadsNothing() {
        openWithFile();
        Digest known = registry.addImage(1);
        registry.read(known);
        int before = fake.requests(any()).size();

        registry.reopen(Mode.NEVER, Optional.of(directory));

        assertThat(registry.read(known, registry.addImage(2))).containsOnly(unknown("manifests are not read"));
        assertThat(fake.requests(any())).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void openingAndClosingCreatesNoFile(Mode mode) {
        registry.reopen(mode, Optional.of(directory));
        registry.reopen(mode, Optional.of(directory));

        assertThat(directory).isEmptyDirectory();
    }
}
