package dev.packhouse.adapter.github.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.naming.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of manifests. Quotes are written as apostrophes. */
class ManifestParserTest {

    private static final String OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
    private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    private static String body(String text) {
        return text.replace('\'', '"')
                .replace("DIGEST_A", digest('a').value())
                .replace("DIGEST_B", digest('b').value())
                .replace("OCI_IMAGE", OCI_IMAGE)
                .replace("OCI_INDEX", OCI_INDEX)
                .replace("OCI_CONFIG", OCI_CONFIG)
                .replace("DOCKER_IMAGE", DOCKER_IMAGE)
                .replace("DOCKER_LIST", DOCKER_LIST);
    }

    private static Manifest parse(String text, String contentType) throws NotReadException {
        return ManifestParser.parse(body(text).getBytes(UTF_8), contentType);
    }

    private static Digest digest(char digit) {
        return new Digest("sha256:" + String.valueOf(digit).repeat(64));
    }

    private static Manifest index(String text, String mediaType, Child... children) {
        return new Manifest(
                Kind.INDEX,
                mediaType,
                Optional.empty(),
                List.of(children),
                Optional.empty(),
                OptionalLong.of(body(text).length()));
    }

    private static Child child(char digit, String mediaType, String platform) {
        return new Child(digest(digit), Optional.of(mediaType), Optional.ofNullable(platform));
    }

    @Test
    void anIndexNamesTheImagesOfItsPlatforms() throws NotReadException {
        String text = """
                {'schemaVersion':2,'mediaType':'OCI_INDEX','manifests':[
                {'mediaType':'OCI_IMAGE','digest':'DIGEST_A','size':1,
                 'platform':{'architecture':'amd64','os':'linux','os.features':['x']},'annotations':{'a':{'b':[1]}}},
                {'mediaType':'OCI_IMAGE','digest':'DIGEST_B','platform':{'architecture':'arm','os':'linux','variant':'v7'}}],
                'annotations':{'manifests':'x'}}""";

        assertThat(parse(text, "application/json"))
                .isEqualTo(index(
                        text, OCI_INDEX, child('a', OCI_IMAGE, "linux/amd64"), child('b', OCI_IMAGE, "linux/arm/v7")));
    }

    @Test
    void theAttestationOfABuildIsAChildOfAnUnknownPlatform() throws NotReadException {
        String text = """
                {'schemaVersion':2,'mediaType':'OCI_INDEX','manifests':[
                {'mediaType':'OCI_IMAGE','digest':'DIGEST_A','platform':{'architecture':'unknown','os':'unknown'},
                 'annotations':{'vnd.docker.reference.type':'attestation-manifest'}}]}""";

        assertThat(parse(text, "")).isEqualTo(index(text, OCI_INDEX, child('a', OCI_IMAGE, "unknown/unknown")));
    }

    @Test
    void anIndexMayNameIndexes() throws NotReadException {
        String text =
                "{'mediaType':'OCI_INDEX','manifests':[{'mediaType':'OCI_INDEX','digest':'DIGEST_A'},{'mediaType':'DOCKER_LIST','digest':'DIGEST_B'}]}";

        assertThat(parse(text, ""))
                .isEqualTo(index(text, OCI_INDEX, child('a', OCI_INDEX, null), child('b', DOCKER_LIST, null)));
    }

    @Test
    void theLayersThatABuildCacheListsAreNoChildren() throws NotReadException {
        String text = """
                {'schemaVersion':2,'mediaType':'OCI_INDEX','manifests':[
                {'mediaType':'application/vnd.oci.image.layer.v1.tar+gzip','digest':'DIGEST_A'},
                {'digest':'DIGEST_A'},
                {'mediaType':'application/vnd.buildkit.cacheconfig.v0','digest':'no digest'},
                null,
                {'mediaType':'OCI_IMAGE','digest':'DIGEST_B'}]}""";

        assertThat(parse(text, "")).isEqualTo(index(text, OCI_INDEX, child('b', OCI_IMAGE, null)));
    }

    @Test
    void theTypesOfDockerAreKnown() throws NotReadException {
        String list =
                "{'schemaVersion':2,'mediaType':'DOCKER_LIST','manifests':[{'mediaType':'DOCKER_IMAGE','digest':'DIGEST_A','platform':{'architecture':'s390x','os':'linux'}}]}";
        String image =
                "{'schemaVersion':2,'mediaType':'DOCKER_IMAGE','config':{'mediaType':'application/vnd.docker.container.image.v1+json','digest':'DIGEST_A'},'layers':[{}]}";

        assertThat(parse(list, "")).isEqualTo(index(list, DOCKER_LIST, child('a', DOCKER_IMAGE, "linux/s390x")));
        assertThat(parse(image, "").kind()).isEqualTo(Kind.IMAGE);
        assertThat(parse(image, "").mediaType()).isEqualTo(DOCKER_IMAGE);
    }

    @Test
    void theMediaTypeOfTheResponseCountsIfTheBodyHasNone() throws NotReadException {
        assertThat(parse("{'schemaVersion':2,'config':{'mediaType':'OCI_CONFIG'},'layers':[]}", OCI_IMAGE))
                .extracting(Manifest::kind, Manifest::mediaType)
                .containsExactly(Kind.IMAGE, OCI_IMAGE);
        assertThat(parse("{'mediaType':'OCI_INDEX','manifests':[]}", OCI_IMAGE).kind())
                .isEqualTo(Kind.INDEX);
    }

    @Test
    void aManifestMayHaveASubjectAndAnArtifactType() throws NotReadException {
        String text = """
                {'schemaVersion':2,'mediaType':'OCI_IMAGE','artifactType':'application/vnd.dev.sigstore.bundle.v0.3+json',
                'config':{'mediaType':'application/vnd.oci.empty.v1+json','digest':'x'},'layers':[],
                'subject':{'mediaType':'OCI_IMAGE','digest':'DIGEST_B','size':1}}""";

        assertThat(parse(text, ""))
                .isEqualTo(new Manifest(
                        Kind.ARTIFACT,
                        OCI_IMAGE,
                        Optional.of("application/vnd.dev.sigstore.bundle.v0.3+json"),
                        List.of(),
                        Optional.of(digest('b')),
                        OptionalLong.of(body(text).length())));
        assertThat(parse("{'mediaType':'OCI_INDEX','manifests':[],'subject':{'digest':'DIGEST_A'}}", "")
                        .subject())
                .contains(digest('a'));
    }

    @Test
    void aManifestWithAnotherConfigurationIsAnArtifact() throws NotReadException {
        assertThat(parse(
                                "{'mediaType':'OCI_IMAGE','config':{'mediaType':'application/vnd.cncf.helm.config.v1+json'}}",
                                "")
                        .kind())
                .isEqualTo(Kind.ARTIFACT);
        assertThat(parse("{'mediaType':'OCI_IMAGE'}", "").kind()).isEqualTo(Kind.ARTIFACT);
    }

    @Test
    void nullAndEmptyTextsCountAsAbsent() throws NotReadException {
        assertThat(parse(
                        "{'mediaType':null,'artifactType':'','subject':null,'config':null,'layers':null,'manifests':[{'mediaType':'OCI_IMAGE','digest':'DIGEST_A','platform':null}]}",
                        OCI_INDEX))
                .extracting(Manifest::artifactType, Manifest::subject, Manifest::children)
                .containsExactly(Optional.empty(), Optional.empty(), List.of(child('a', OCI_IMAGE, null)));
        assertThat(parse("{'mediaType':'OCI_IMAGE','manifests':null,'config':{'mediaType':'OCI_CONFIG'}}", "")
                        .kind())
                .isEqualTo(Kind.IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'os':'linux'}",
                "{'architecture':'amd64'}",
                "{'os':'','architecture':'amd64'}",
                "{}",
                "[]",
                "5",
                "'linux/amd64'"
            })
    void aPlatformHasAnOperatingSystemAndAnArchitecture(String platform) throws NotReadException {
        assertThat(parse(
                                "{'mediaType':'OCI_INDEX','manifests':[{'mediaType':'OCI_IMAGE','digest':'DIGEST_A','platform':%s}]}"
                                        .formatted(platform),
                                "")
                        .children())
                .containsExactly(child('a', OCI_IMAGE, null));
    }

    private static void assertUnusable(String text, String contentType, String reason) {
        assertThatThrownBy(() -> parse(text, contentType))
                .isInstanceOfSatisfying(
                        NotReadException.class, e -> assertThat(e.effect()).isEqualTo(NotReadException.Effect.GIVE_UP))
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{'mediaType':'OCI_INDEX'",
                "{'mediaType':'OCI_INDEX'} {}",
                "{'mediaType':'OCI_INDEX'} x",
                "{'mediaType':'OCI_INDEX','mediaType':'OCI_IMAGE'}",
                "{'manifests':[{}",
                "{'manifests':[{'mediaType'",
                "{'config':{'platform':{'os'",
                "<html>"
            })
    void invalidJsonIsRefused(String text) {
        assertUnusable(text, OCI_INDEX, "it is no valid JSON");
    }

    @Test
    void jsonThatIsNestedTooDeeplyIsRefused() {
        assertUnusable("{'x':" + "[".repeat(5000), OCI_INDEX, "it is no valid JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "null", "'text'"})
    void aBodyThatIsNoObjectIsRefused(String text) {
        assertUnusable(text, OCI_INDEX, "it is no JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'mediaType':5}",
                "{'mediaType':{}}",
                "{'mediaType':'OCI_IMAGE','artifactType':[]}",
                "{'mediaType':'OCI_INDEX','manifests':[{'mediaType':true}]}"
            })
    void anotherValueInPlaceOfATextIsRefused(String text) {
        assertUnusable(text, OCI_INDEX, "it has another value in place of a text");
    }

    @Test
    void aTextThatCannotBePrintedIsRefused() {
        String reason = "it has a type or a platform that is too long or not printable";
        assertUnusable("{'artifactType':'a\\u001b[2J'}", OCI_INDEX, reason);
        assertUnusable("{'artifactType':'\\u202e'}", OCI_INDEX, reason);
        assertUnusable("{'artifactType':'" + "x".repeat(256) + "'}", OCI_INDEX, reason);
    }

    @Test
    void aTextOf255CharactersIsNotTooLong() throws NotReadException {
        assertThat(parse("{'artifactType':'" + "x".repeat(255) + "'}", OCI_IMAGE)
                        .artifactType())
                .contains("x".repeat(255));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'mediaType':'OCI_INDEX','manifests':[{'mediaType':'OCI_IMAGE','digest':'sha256:1'}]}",
                "{'mediaType':'OCI_INDEX','manifests':[{'mediaType':'OCI_IMAGE'}]}",
                "{'mediaType':'OCI_IMAGE','subject':{'digest':'sha512:1'}}",
                "{'mediaType':'OCI_IMAGE','subject':{}}"
            })
    void anInvalidDigestIsRefused(String text) {
        assertUnusable(text, "", "it names an invalid digest");
    }

    @ParameterizedTest
    @CsvSource({"{'manifests':{}}", "{'manifests':5}"})
    void aListOfManifestsThatIsNoneIsRefused(String text) {
        assertUnusable(text, OCI_INDEX, "its list of manifests is none");
    }

    @ParameterizedTest
    @CsvSource({"{'manifests':[5]}", "{'manifests':[[]]}", "{'subject':'x'}", "{'config':[]}"})
    void aReferenceThatIsNoneIsRefused(String text) {
        assertUnusable(text, OCI_INDEX, "it has a reference that is none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'schemaVersion':1}                                                     | application/json",
                "{'schemaVersion':1,'mediaType':'OCI_IMAGE'}                             | application/json",
                "{}                                                                      | application/vnd.docker.distribution.manifest.v1+json",
                "{'mediaType':'application/vnd.docker.distribution.manifest.v1+prettyjws'} | application/json"
            })
    void schema1IsRefused(String text, String contentType) {
        assertUnusable(text, contentType, "it has the format of Docker's schema 1");
    }

    @ParameterizedTest
    @CsvSource({
        "{}, application/json",
        "{}, ''",
        "{'mediaType':'application/vnd.oci.artifact.manifest.v1+json'}, application/vnd.oci.image.manifest.v1+json"
    })
    void anotherMediaTypeIsRefused(String text, String contentType) {
        assertUnusable(text, contentType, "its media type is none of a manifest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'mediaType':'OCI_INDEX','manifests':[],'layers':[]}",
                "{'mediaType':'OCI_INDEX','manifests':[],'config':{}}",
                "{'mediaType':'OCI_IMAGE','config':{'mediaType':'OCI_CONFIG'},'manifests':[]}"
            })
    void aManifestThatIsAnIndexAndAnImageIsRefused(String text) {
        assertUnusable(text, "", "it is an index and an image at once");
    }
}
