package dev.packhouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageTypeTest {

    @Test
    void onlyImagesHaveTags() {
        assertThat(Stream.of(PackageType.values()).filter(PackageType::hasTags))
                .containsExactly(PackageType.DOCKER, PackageType.CONTAINER);
    }

    @Test
    void mavenAndDockerTakeTheirRolesFromTheRepositoryAtGitHub() {
        assertThat(Stream.of(PackageType.values()).filter(PackageType::isRepositoryScopedAtGitHub))
                .containsExactly(PackageType.MAVEN, PackageType.DOCKER);
    }
}
