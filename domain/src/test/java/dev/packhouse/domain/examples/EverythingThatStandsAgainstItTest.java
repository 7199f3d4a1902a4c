package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Explanation;
import dev.packhouse.domain.policy.Grant;
import dev.packhouse.domain.policy.Rules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Everything that stands against a deletion, or what allows it, as values and as JSON. */
class EverythingThatStandsAgainstItTest {

    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final Package app = ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(1, 0, 12));
    private final PackageVersion version = ExampleValues.version(836, "1.0.0", 12);

    private Explanation explain(Principal caller, Membership membership, Role role) {
        Affiliation affiliation =
                Affiliation.ofUser(ExampleValues.MONALISA, ExampleValues.OCTO_ORG, membership, role, Role.NONE);
        return deletion.explainVersion(caller, affiliation, app, version, ExampleValues.NOW);
    }

    @Test
    void anOperatorSeesAllObjectionsAndWhatLiftsThem() {
        Explanation explanation =
                explain(ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES), Membership.MEMBER, Role.WRITE);

        assertThat(explanation.allowed()).isFalse();
        assertThat(explanation.objections())
                .extracting(objection ->
                        objection.code() + ": " + objection.remedy().orElse("nothing lifts it"))
                .containsExactly(
                        "MISSING_SCOPES: Needs scope delete:packages",
                        "NOT_ADMIN: Needs the role admin on the package",
                        "LAST_VERSION: Delete the package, or publish another version first");
    }

    @Test
    void anAllowedDeletionSaysWhatAllowsIt() {
        Package twoVersions = ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(2, 0, 12));

        Explanation explanation = deletion.explainVersion(
                ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES),
                Affiliation.of(Membership.OWNER),
                twoVersions,
                version,
                ExampleValues.NOW);

        assertThat(explanation.allowed()).isTrue();
        assertThat(explanation.grant().map(Grant::explanation))
                .contains("The caller is an owner of the organization octo-org");
    }

    /** The page of the module shows this JSON. */
    @Test
    void jacksonAndItsStandardModulesWriteTheCodeAndTheFacts() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper()
                .registerModules(new Jdk8Module(), new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT);

        String json = mapper.writeValueAsString(
                explain(ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES), Membership.MEMBER, Role.ADMIN));

        assertThat(Path.of("README.md")).content().contains("```json\n" + json + "\n```");
    }
}
