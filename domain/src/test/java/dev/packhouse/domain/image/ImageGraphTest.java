package dev.packhouse.domain.image;

import static dev.packhouse.domain.testing.Cleanup.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.testing.Cleanup;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageGraphTest {

    private static ImageGraph graph(Cleanup app) {
        return ImageGraph.of(app.versions());
    }

    private static String tag(String name) {
        return digest(name).value().replace(':', '-');
    }

    private static List<Integer> roots(ImageGraph graph) {
        return IntStream.range(0, graph.size()).filter(graph::isRoot).boxed().toList();
    }

    @Test
    void anIndexOwnsItsChildrenOnceAndInOrder() {
        ImageGraph graph = graph(Cleanup.container()
                .image("second")
                .index("index", List.of("first", "second", "first", "index"), "v1")
                .image("first"));

        assertThat(graph.size()).isEqualTo(3);
        assertThat(graph.owned(1)).containsExactly(0, 2);
        assertThat(graph.owners(0)).containsExactly(1);
        assertThat(graph.owners(1)).isEmpty();
        assertThat(graph.owned(2)).isEmpty();
        assertThat(roots(graph)).containsExactly(1);
        assertThat(graph.isNamed(1)).isTrue();
        assertThat(graph.isNamed(0)).isFalse();
        assertThat(graph.defect(1)).isEmpty();
    }

    @Test
    void aChildMayHaveSeveralOwners() {
        ImageGraph graph = graph(Cleanup.container()
                .index("one", List.of("shared"))
                .image("shared")
                .index("other", List.of("shared"))
                .index("third", List.of("shared")));

        assertThat(graph.owners(1)).containsExactly(0, 2, 3);
        assertThat(roots(graph)).containsExactly(0, 2, 3);
    }

    @Test
    void manyReferencesFitToo() {
        Cleanup app = Cleanup.container();
        List<String> names = IntStream.range(0, 40).mapToObj(i -> "part " + i).toList();
        names.forEach(app::image);
        ImageGraph graph = graph(app.index("index", names));

        assertThat(graph.owned(40)).containsExactly(IntStream.range(0, 40).toArray());
    }

    @Test
    void aVersionOwnsWhatRefersToItBySubjectOrTag() {
        ImageGraph graph = graph(Cleanup.container()
                .image("image", "v1")
                .referrer("by subject", "image")
                .image("by tag", tag("image") + ".sig")
                .referrer("by both", "image", tag("image")));

        assertThat(graph.owned(0)).containsExactly(1, 2, 3);
        assertThat(roots(graph)).containsExactly(0);
        assertThat(IntStream.range(0, 4).mapToObj(graph::defect)).allMatch(Optional::isEmpty);
    }

    @Test
    void aReferrerWithATagOfItsOwnIsAnImageToo() {
        ImageGraph graph = graph(Cleanup.container().image("image").referrer("chart", "image", "v1"));

        assertThat(graph.owners(1)).containsExactly(0);
        assertThat(roots(graph)).containsExactly(0, 1);
    }

    @Test
    void aVersionThatRefersToItselfIsNoPartOfItself() {
        ImageGraph graph = graph(Cleanup.container().referrer("self", "self").image("tag", tag("tag")));

        assertThat(graph.owned(0)).isEmpty();
        assertThat(graph.owned(1)).isEmpty();
        assertThat(roots(graph)).containsExactly(0, 1);
        assertThat(graph.defect(0)).isEmpty();
    }

    @Test
    void missingVersionsMakeDefects() {
        ImageGraph graph = graph(Cleanup.container()
                .index("partial", List.of("image", "missing", "missing"))
                .index("ghost", List.of("missing", "gone"))
                .index("empty", List.of())
                .image("image")
                .referrer("orphan", "missing")
                .image("orphan by tag", tag("missing") + ".att")
                .referrer("found by tag", "missing", tag("image"))
                .index("ghost of a missing one", List.of("gone"), tag("missing")));

        assertThat(IntStream.range(0, 8)
                        .mapToObj(i -> graph.defect(i).map(ImageDefect::label).orElse("none")))
                .containsExactly("partial", "ghost", "none", "none", "orphaned", "orphaned", "none", "orphaned");
    }

    @Test
    void anUnknownManifestHasNoChildrenAndItsTagsCount() {
        ImageGraph graph = graph(
                Cleanup.container().image("image", "v1").unread("index", "v2").unread("signature", tag("image")));

        assertThat(graph.owned(0)).containsExactly(2);
        assertThat(graph.owned(1)).isEmpty();
    }

    @Test
    void withoutManifestsEachVersionIsAnImage() {
        ImageGraph graph = ImageGraph.withoutManifests(2);

        assertThat(graph.size()).isEqualTo(2);
        assertThat(roots(graph)).containsExactly(0, 1);
        assertThat(graph.owned(1)).isEmpty();
        assertThat(graph.owners(0)).isEmpty();
        assertThat(graph.defect(0)).isEmpty();
        assertThat(graph.isNamed(0)).isFalse();
    }
}
