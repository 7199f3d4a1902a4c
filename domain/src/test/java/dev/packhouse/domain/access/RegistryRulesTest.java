package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryRulesTest {

    @ParameterizedTest
    @CsvSource({
        "CURRENT,      NPM,       false",
        "CURRENT,      MAVEN,     true",
        "CURRENT,      RUBYGEMS,  false",
        "CURRENT,      DOCKER,    true",
        "CURRENT,      NUGET,     false",
        "CURRENT,      CONTAINER, false",
        "EDITION_2022, NPM,       true",
        "EDITION_2022, MAVEN,     true",
        "EDITION_2022, RUBYGEMS,  true",
        "EDITION_2022, DOCKER,    true",
        "EDITION_2022, NUGET,     true",
        "EDITION_2022, CONTAINER, false",
    })
    void eachEditionHasItsRepositoryScopedRegistries(RegistryRules rules, PackageType type, boolean scoped) {
        assertThat(rules.repositoryScoped(type)).isEqualTo(scoped);
    }

    @ParameterizedTest
    @DisplayName("Decision 16: internal counts as private in a repository-scoped registry")
    @CsvSource({
        "MAVEN,     INTERNAL, PRIVATE",
        "MAVEN,     PRIVATE,  PRIVATE",
        "MAVEN,     PUBLIC,   PUBLIC",
        "CONTAINER, INTERNAL, INTERNAL",
        "CONTAINER, PRIVATE,  PRIVATE",
        "CONTAINER, PUBLIC,   PUBLIC",
    })
    void internalIsEffectivelyPrivateInARepositoryScopedRegistry(
            PackageType type, Visibility shown, Visibility effective) {
        assertThat(RegistryRules.CURRENT.effective(type, shown)).isEqualTo(effective);
    }
}
