package dev.packhouse.adapter.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The header of a decision says no more than the response that has it. */
class RevealedDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PublicUrl BASE = PublicUrl.of("http://127.0.0.1", false);
    private static final String DOCUMENTATION = "https://docs.github.com/rest/packages";

    private static Refusal refusal(Reason reason) {
        return switch (reason) {
            case TOKEN_NOT_SUPPORTED -> new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED);
            case MISSING_SCOPES ->
                new Refusal.MissingScopes(
                        Operation.DELETE_PACKAGE, List.of(Scope.DELETE_PACKAGES), List.of(Scope.DELETE_PACKAGES));
            case SSO_REQUIRED -> new Refusal.SsoRequired(new Login("octo-org"));
            case PAGE_OUT_OF_RANGE -> new Refusal.PageOutOfRange(10_000);
            case NOT_READABLE -> new Refusal.NotReadable(new PackageId(1));
            case NOT_ADMIN -> new Refusal.NotAdmin(new PackageId(1), Role.READ);
            case TOO_MANY_DOWNLOADS -> new Refusal.TooManyDownloads(OptionalLong.of(5001), 5000);
            case PACKAGE_DELETED -> new Refusal.PackageDeleted(new PackageId(1));
            case WINDOW_CLOSED -> new Refusal.WindowClosed(Tombstone.at(NOW), NOW, NOW.plusSeconds(1));
            case NAME_TAKEN ->
                new Refusal.NameTaken(new PackageName(PackageType.NPM, "app"), Optional.of(new PackageId(2)));
            case VERSION_NAME_TAKEN ->
                new Refusal.VersionNameTaken(new VersionName(PackageType.NPM, "1.0.0"), new VersionId(2));
            case AUTHENTICATION_REQUIRED,
                    BAD_CREDENTIALS,
                    OWNER_NOT_FOUND,
                    INVALID_ARGUMENT,
                    PACKAGE_NOT_FOUND,
                    VERSION_NOT_FOUND,
                    LAST_VERSION,
                    LAST_TAGGED_VERSION,
                    NOT_DELETED -> Refusal.of(reason);
        };
    }

    /** All refusals of this server, and those of a live registry whose reason was found by more than the response. */
    private static List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            Refusal own = refusal(reason);
            all.add(own);
            all.add(new UpstreamResponse(reason, 404, "Package not found.", DOCUMENTATION));
            all.add(new UpstreamResponse(reason, 404, "Not Found", DOCUMENTATION));
            all.add(new UpstreamResponse(reason, 404, "Package version not found.", DOCUMENTATION));
            all.add(new UpstreamResponse(reason, 404, "Sorry", DOCUMENTATION));
        }
        return all;
    }

    private static String shown(ServerResponse response) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
            ((ServerResponse.Value) response.content()).json().writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return response.status() + " " + body;
    }

    private static String header(ServerResponse response) {
        return response.headers().stream()
                .filter(header -> header.name().equals("X-Packhouse-Decision"))
                .map(ServerResponse.Header::value)
                .collect(Collectors.joining("+"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"DELETE_PACKAGE", "RESTORE_PACKAGE", "DELETE_VERSION", "RESTORE_VERSION"})
    void refusalsWithTheSameResponseHaveTheSameHeader(Operation operation) {
        Map<String, Set<String>> headers = new HashMap<>();
        for (Refusal refusal : refusals()) {
            ServerResponse response = RefusalResponses.ofChange(operation, refusal, DOCUMENTATION, BASE);
            assertThat(header(response))
                    .isIn(Stream.of(Reason.values()).map(Enum::name).toList());
            headers.merge(
                    shown(response),
                    Set.of(header(response)),
                    (some, more) -> Stream.of(some, more).flatMap(Set::stream).collect(Collectors.toSet()));
        }

        assertThat(headers)
                .hasSizeGreaterThan(12)
                .allSatisfy(
                        (response, values) -> assertThat(values).as(response).hasSize(1));
    }

    @Test
    void aReasonIsShownUnlessItsResponseHidesIt() {
        List<Reason> hidden = Arrays.stream(Reason.values())
                .filter(reason -> RefusalResponses.revealed(refusal(reason)) != reason)
                .toList();

        assertThat(hidden)
                .containsExactlyInAnyOrder(
                        Reason.NOT_READABLE,
                        Reason.NOT_ADMIN,
                        Reason.VERSION_NOT_FOUND,
                        Reason.NOT_DELETED,
                        Reason.PACKAGE_DELETED,
                        Reason.WINDOW_CLOSED);
        assertThat(hidden)
                .allSatisfy(reason ->
                        assertThat(RefusalResponses.revealed(refusal(reason))).isEqualTo(Reason.PACKAGE_NOT_FOUND));
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE_VERSION, VERSION_NOT_FOUND",
        "RESTORE_VERSION, PACKAGE_NOT_FOUND",
        "DELETE_PACKAGE, PACKAGE_NOT_FOUND"
    })
    void onlyTheDeletionOfAVersionSaysThatTheVersionIsMissing(Operation operation, String shown) {
        ServerResponse response =
                RefusalResponses.ofChange(operation, Refusal.of(Reason.VERSION_NOT_FOUND), DOCUMENTATION, BASE);

        assertThat(header(response)).isEqualTo(shown);
    }

    @Test
    void theResponseToAReadHasNoHeader() {
        assertThat(header(RefusalResponses.of(Refusal.of(Reason.PACKAGE_NOT_FOUND), DOCUMENTATION, BASE)))
                .isEmpty();
    }
}
