package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.account.Membership;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    @ParameterizedTest
    @CsvSource({
        "NONE,  true,  false, false, false",
        "READ,  true,  true,  false, false",
        "WRITE, true,  true,  true,  false",
        "ADMIN, true,  true,  true,  true",
    })
    void eachRoleIncludesTheRolesBeforeIt(Role role, boolean none, boolean read, boolean write, boolean admin) {
        assertThat(role.includes(Role.NONE)).isEqualTo(none);
        assertThat(role.includes(Role.READ)).isEqualTo(read);
        assertThat(role.includes(Role.WRITE)).isEqualTo(write);
        assertThat(role.includes(Role.ADMIN)).isEqualTo(admin);
    }

    @Test
    void orReturnsTheHigherOfTwoRoles() {
        assertThat(Role.READ.or(Role.WRITE)).isEqualTo(Role.WRITE);
        assertThat(Role.ADMIN.or(Role.NONE)).isEqualTo(Role.ADMIN);
        assertThat(Role.READ.or(Role.READ)).isEqualTo(Role.READ);
    }

    @Test
    void anAffiliationIsKnownOrUnknown() {
        assertThat(Affiliation.none()).isEqualTo(new Affiliation.Known(Membership.NONE, Role.NONE, Role.NONE));
        assertThat(Affiliation.of(Membership.MEMBER))
                .isEqualTo(new Affiliation.Known(Membership.MEMBER, Role.NONE, Role.NONE));
        assertThat(Affiliation.unknown()).isEqualTo(new Affiliation.Unknown());
    }
}
