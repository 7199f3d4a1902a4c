package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeletedPackageTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Namespace CONTAINERS = new Namespace(Accounts.OCTO_ORG, PackageType.CONTAINER);

    @Test
    void aKnownPackageKeepsItsNamespaceAndName() {
        Package subject = Packages.deleted(Packages.container(), AT);
        DeletedPackage seen = new DeletedPackage.Known(subject);

        assertThat(seen.namespace()).isEqualTo(CONTAINERS);
        assertThat(seen.name()).isEqualTo(subject.name());
    }

    @Test
    void anActivePackageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeletedPackage.Known(Packages.container()))
                .withMessage("Package 197 is not deleted");
    }

    @Test
    void anUnknownPackageHasTheRequestedNamespaceAndName() {
        PackageName name = Packages.name(PackageType.CONTAINER);
        DeletedPackage unseen = new DeletedPackage.Unknown(CONTAINERS, name);

        assertThat(unseen.namespace()).isEqualTo(CONTAINERS);
        assertThat(unseen.name()).isEqualTo(name);
    }
}
