package dev.packhouse.adapter.github.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packhouse.adapter.github.FakeJson;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalParserTest {

    private static UpstreamResponse refusal(
            int status, String message, Subject subject, Map<String, List<String>> headers) {
        ObjectNode body = FakeJson.object().put("message", message).put("documentation_url", "https://docs/x");
        return RefusalParser.of(
                new RawResponse(status, HttpHeaders.of(headers, (name, value) -> true), new byte[0]), body, subject);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Requires authentication                                        | PACKAGE | AUTHENTICATION_REQUIRED",
                "401 | Bad credentials                                                | PACKAGE | BAD_CREDENTIALS",
                "401 | Something new                                                  | PACKAGE | BAD_CREDENTIALS",
                "403 | You need at least delete:packages and read:packages scopes to delete a package. | PACKAGE | MISSING_SCOPES",
                "403 | Resource not accessible by personal access token               | PACKAGE | TOKEN_NOT_SUPPORTED",
                "403 | Resource not accessible by integration                         | PACKAGE | TOKEN_NOT_SUPPORTED",
                "403 | Resource protected by organization SAML enforcement. You must grant ... | PACKAGE | SSO_REQUIRED",
                "403 | Must have admin rights to Repository.                          | PACKAGE | NOT_ADMIN",
                "403 | The domain user has no access.                                 | PACKAGE | NOT_ADMIN",
                "400 | Publicly visible package versions with more than 5000 downloads cannot be deleted. | VERSION | TOO_MANY_DOWNLOADS",
                "400 | You cannot delete the last version of a package. You must delete the package instead. | VERSION | LAST_VERSION",
                "400 | You cannot delete the last tagged version of a package. You must delete the package instead. | VERSION | LAST_TAGGED_VERSION",
                "400 | Invalid argument.                                              | OWNER   | INVALID_ARGUMENT",
                "400 | The value of `per_page` multiplied by `page` cannot be greater than 10000. | OWNER | PAGE_OUT_OF_RANGE",
                "400 | The namespace is already in use.                               | PACKAGE | NAME_TAKEN",
                "400 | The name is in use by package version 7.                       | VERSION | VERSION_NAME_TAKEN",
                "400 | The version is already in use.                                 | VERSION | VERSION_NAME_TAKEN",
                "409 | Conflict                                                       | PACKAGE | NAME_TAKEN",
                "409 | Conflict                                                       | VERSION | VERSION_NAME_TAKEN",
                "422 | Validation Failed                                              | PACKAGE | INVALID_ARGUMENT",
                "404 | Package not found.                                             | VERSION | PACKAGE_NOT_FOUND",
                "404 | Package version not found.                                     | VERSION | VERSION_NOT_FOUND",
                "404 | Package version not found.                                     | PACKAGE | VERSION_NOT_FOUND",
                "404 | Not Found                                                      | OWNER   | OWNER_NOT_FOUND",
                "404 | Not Found                                                      | PACKAGE | PACKAGE_NOT_FOUND",
                "404 | Not Found                                                      | VERSION | VERSION_NOT_FOUND",
                "451 | Repository access blocked                                      | PACKAGE | NOT_READABLE"
            })
    void aMessageHasAReasonAndPassesThrough(int status, String message, Subject subject, Reason reason) {
        assertThat(refusal(status, message, subject, Map.of()))
                .isEqualTo(new UpstreamResponse(reason, status, message, "https://docs/x"));
    }

    @Test
    void singleSignOnIsRecognizedByItsHeader() {
        String where = "required; url=https://github.com/orgs/o/sso";
        assertThat(refusal(403, "Other words", Subject.PACKAGE, Map.of("X-GitHub-SSO", List.of(where))))
                .isEqualTo(new UpstreamResponse(
                        Reason.SSO_REQUIRED, 403, "Other words", "https://docs/x", Optional.of(where)));
        assertThat(refusal(
                                404,
                                "Package not found.",
                                Subject.PACKAGE,
                                Map.of("X-GitHub-SSO", List.of("partial-results; organizations=1,2")))
                        .reason())
                .isEqualTo(Reason.PACKAGE_NOT_FOUND);
    }
}
