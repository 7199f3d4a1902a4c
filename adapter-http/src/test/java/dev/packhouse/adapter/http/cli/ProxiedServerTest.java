package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.application.testing.ConnectProxy;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands on a server behind a proxy. */
class ProxiedServerTest {

    private final ConnectProxy proxy = new ConnectProxy();

    @AfterEach
    void stop() {
        proxy.close();
    }

    private CommandResult delete(String proxyUrl) {
        return InProcessCommand.runIn(
                Map.of("GH_TOKEN", "ghp_test", "HTTPS_PROXY", proxyUrl),
                "package",
                "delete",
                "--owner",
                "octo-org",
                "--type",
                "npm",
                "app",
                "--yes",
                "--server",
                "https://packages.example.com");
    }

    private CommandResult cannotConnect(String why) {
        return new CommandResult(
                1,
                "",
                "packhouse: Cannot connect to https://packages.example.com through the proxy %s (%s)\n"
                        .formatted(proxy.address(), why));
    }

    @Test
    void aRequestGoesThroughTheProxyWithItsCredentialsAndWithoutTheToken() {
        proxy.refuse(502);

        assertThat(delete("http://user:secret@" + proxy.address())).isEqualTo(cannotConnect("Tunnel failed, got: 502"));

        assertThat(proxy.requests())
                .containsExactly(
                        new ConnectProxy.Request("packages.example.com:443", Optional.of("Basic dXNlcjpzZWNyZXQ=")));
    }

    @Test
    void theDemandOfAProxyForCredentialsIsNotTheAnswerOfTheServer() {
        proxy.demand("user:secret");

        assertThat(delete("http://" + proxy.address())).isEqualTo(cannotConnect("the proxy answers 407"));
    }

    @Test
    void aProxyThatIsNotSupportedIsAUsageError() {
        assertThat(delete("socks5://" + proxy.address()))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "packhouse: Invalid proxy in HTTPS_PROXY: socks5:// is not supported, expected http://"
                                + " (see 'packhouse package delete --help')\n"));
        assertThat(proxy.requests()).isEmpty();
    }
}
