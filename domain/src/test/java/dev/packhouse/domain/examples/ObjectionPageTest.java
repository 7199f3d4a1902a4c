package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
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
import dev.packhouse.domain.policy.Objection;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of the module shows an objection of each code as JSON. */
class ObjectionPageTest {

    private static final Path PAGE = Path.of("OBJECTIONS.md");

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModules(new Jdk8Module(), new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private static Refusal example(Reason reason) {
        Instant deletedAt = Instant.parse("2026-10-01T12:00:00Z");
        return switch (reason) {
            case TOKEN_NOT_SUPPORTED -> new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED);
            case MISSING_SCOPES ->
                new Refusal.MissingScopes(
                        Operation.DELETE_VERSION,
                        List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                        List.of(Scope.DELETE_PACKAGES));
            case SSO_REQUIRED -> new Refusal.SsoRequired(new Login("octo-org"));
            case PAGE_OUT_OF_RANGE -> new Refusal.PageOutOfRange(10_000);
            case NOT_READABLE -> new Refusal.NotReadable(new PackageId(197));
            case NOT_ADMIN -> new Refusal.NotAdmin(new PackageId(197), Role.WRITE);
            case TOO_MANY_DOWNLOADS -> new Refusal.TooManyDownloads(OptionalLong.of(5_001), 5_000);
            case PACKAGE_DELETED -> new Refusal.PackageDeleted(new PackageId(197));
            case WINDOW_CLOSED ->
                new Refusal.WindowClosed(
                        Tombstone.at(deletedAt),
                        Instant.parse("2026-10-31T12:00:00Z"),
                        Instant.parse("2026-11-02T12:00:00Z"));
            case NAME_TAKEN ->
                new Refusal.NameTaken(new PackageName(PackageType.NPM, "app"), Optional.of(new PackageId(198)));
            case VERSION_NAME_TAKEN ->
                new Refusal.VersionNameTaken(new VersionName(PackageType.NPM, "1.0.0"), new VersionId(837));
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

    private String section(Reason reason) throws JsonProcessingException {
        return "## %s\n\n```json\n%s\n```\n"
                .formatted(reason, mapper.writeValueAsString(Objection.of(example(reason))));
    }

    @ParameterizedTest
    @EnumSource
    void thePageShowsTheObjection(Reason reason) throws JsonProcessingException {
        assertThat(PAGE).content().contains(section(reason));
    }

    @Test
    void thePageShowsNoOtherCode() {
        assertThat(PAGE)
                .content()
                .satisfies(text -> assertThat(text.lines()
                                .filter(line -> line.startsWith("## "))
                                .map(line -> line.substring(3)))
                        .containsExactlyElementsOf(List.of(Reason.values()).stream()
                                .map(Reason::name)
                                .toList()));
    }
}
