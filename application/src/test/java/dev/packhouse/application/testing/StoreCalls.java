package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.present;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.account.Login;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Helper methods of the clauses to call a store. */
final class StoreCalls {

    private StoreCalls() {}

    static Store store(Backend backend) {
        return present(backend.store());
    }

    /** Exports the state, with the owners and members of organizations sorted. */
    static RegistryState export(Backend backend) {
        return comparable(store(backend).export());
    }

    static RegistryState comparable(RegistryState state) {
        return new RegistryState(
                state.users(),
                state.organizations().stream().map(StoreCalls::comparable).toList(),
                state.repositories(),
                state.packages(),
                state.tokens());
    }

    private static OrganizationEntry comparable(OrganizationEntry entry) {
        return new OrganizationEntry(
                entry.id(),
                entry.login(),
                entry.name(),
                entry.description(),
                entry.samlSso(),
                sorted(entry.owners()),
                sorted(entry.members()),
                entry.createdAt(),
                entry.updatedAt());
    }

    private static List<Login> sorted(List<Login> logins) {
        return logins.stream().sorted(comparing(Login::key)).toList();
    }

    static PackageEntry packageEntry(Backend backend, long id) {
        return export(backend).packages().stream()
                .filter(entry -> entry.id().orElseThrow() == id)
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no package " + id));
    }

    static List<Long> packageIds(Backend backend) {
        return export(backend).packages().stream()
                .map(entry -> entry.id().orElseThrow())
                .toList();
    }

    static List<Long> versionIds(PackageEntry entry) {
        return entry.versions().stream()
                .map(VersionEntry::id)
                .map(id -> id.orElseThrow())
                .toList();
    }

    /** Checks that an invalid call is refused, and changes nothing. */
    static void isRefused(Backend backend, ThrowingCallable request) {
        RegistryState before = export(backend);
        assertThatThrownBy(request).isInstanceOf(InvalidStateException.class);
        Assertions.assertThat(export(backend)).isEqualTo(before);
    }
}
