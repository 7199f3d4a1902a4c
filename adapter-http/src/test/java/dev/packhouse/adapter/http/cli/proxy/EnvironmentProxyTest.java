package dev.packhouse.adapter.http.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy the environment names for an address. */
class EnvironmentProxyTest {

    private static final URI GITHUB = URI.create("https://api.github.com");

    private static Optional<EnvironmentProxy> of(String name, String value) {
        return EnvironmentProxy.of(Map.of(name, value), GITHUB);
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128,                    proxy.example:3128,  ",
        "http://proxy.example:3128/,                   proxy.example:3128,  ",
        "HTTP://proxy.example:3128,                    proxy.example:3128,  ",
        "proxy.example:3128,                           proxy.example:3128,  ",
        "proxy_1,                                      proxy_1:80,          ",
        "http://proxy,                                 proxy:80,            ",
        "http://192.0.2.1:65535,                       192.0.2.1:65535,     ",
        "http://[2001:db8::1]:3128,                    [2001:db8::1]:3128,  ",
        "http://[2001:db8::1],                         [2001:db8::1]:80,    ",
        "http://mona:secret@proxy:3128,                proxy:3128,          mona:secret",
        "mona:secret@proxy:3128,                       proxy:3128,          mona:secret",
        "http://corp%5Cmona:p%40ss%3Aw%25rd@proxy:1,   proxy:1,             corp\\mona:p@ss:w%rd",
        "http://mona:%C3%A4+@proxy:1,                  proxy:1,             mona:\u00e4+",
        "http://mona:p@ss/w#rd@proxy:1,                proxy:1,             mona:p@ss/w#rd",
        "http://mona@proxy:1,                          proxy:1,             mona:",
        "http://:secret@proxy:1,                       proxy:1,             :secret",
        "http://@proxy:1,                              proxy:1,             "
    })
    void aProxyHasAnAddressAndPerhapsCredentials(String value, String address, String credentials) {
        assertThat(of("HTTPS_PROXY", value)).contains(new EnvironmentProxy(address, Optional.ofNullable(credentials)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://mona:secret@proxy:1,   https:// is not supported, 'expected http://'",
        "socks5://mona:secret@proxy:1,  socks5:// is not supported, 'expected http://'",
        "SOCKS5H://proxy:1,             socks5h:// is not supported, 'expected http://'",
        "secret://proxy:1,              'expected http://', ''",
    })
    void anotherKindOfProxyIsRefused(String value, String first, String second) {
        assertThatThrownBy(() -> of("HTTPS_PROXY", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid proxy in HTTPS_PROXY: " + first + (second.isEmpty() ? "" : ", " + second));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://mona:secret@",
                "http://mona:secret@:3128",
                "http://mona:secret@proxy:",
                "http://mona:secret@proxy:port",
                "http://mona:secret@proxy:123456",
                "http://mona:secret@proxy:3128/proxy.pac",
                "http://mona:secret@proxy:3128?x",
                "http://mona:secret@pro xy:3128",
                "http://mona:secret@2001:db8::1:3128",
                "mona:secret"
            })
    void whatIsNoUrlOfAProxyIsRefusedWithoutItsText(String value) {
        for (String name : new String[] {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
            assertThatThrownBy(() -> of(name, value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Invalid proxy in " + name
                            + ": expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy:0", "proxy:65536", "[1::2::3]:80", "[192.0.2.1]:80"})
    void aHostOrPortThatCannotExistIsRefused(String value) {
        assertThatThrownBy(() -> of("ALL_PROXY", value))
                .hasMessage("Invalid proxy in ALL_PROXY: there is no such host or port");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mona:50%@proxy:1",
                "mona:%zz@proxy:1",
                "mona:%ff@proxy:1",
                "mona:%0d%0a@proxy:1",
                "\u00e4:b@proxy:1"
            })
    void credentialsAreUtf8InPercentEncoding(String value) {
        assertThatThrownBy(() -> of("https_proxy", value))
                .hasMessage("Invalid proxy in https_proxy: its user or password is not percent-encoded");
    }

    /** As curl does. */
    @Test
    void lowerCaseComesFirstAndAllProxyLast() {
        assertThat(EnvironmentProxy.of(
                        Map.of("https_proxy", "a:1", "HTTPS_PROXY", "b:1", "all_proxy", "c:1", "ALL_PROXY", "d:1"),
                        GITHUB))
                .hasToString("Optional[a:1]");
        assertThat(EnvironmentProxy.of(Map.of("HTTPS_PROXY", "b:1", "all_proxy", "c:1", "ALL_PROXY", "d:1"), GITHUB))
                .hasToString("Optional[b:1]");
        assertThat(EnvironmentProxy.of(Map.of("all_proxy", "c:1", "ALL_PROXY", "d:1"), GITHUB))
                .hasToString("Optional[c:1]");
        assertThat(of("ALL_PROXY", "d:1")).hasToString("Optional[d:1]");
        assertThat(EnvironmentProxy.of(
                        Map.of("ALL_PROXY", "a:1", "no_proxy", "other.example", "NO_PROXY", "github.com"), GITHUB))
                .isPresent();
        assertThat(EnvironmentProxy.of(
                        Map.of("ALL_PROXY", "a:1", "no_proxy", "github.com", "NO_PROXY", "other.example"), GITHUB))
                .isEmpty();
    }

    @Test
    void aBlankVariableCountsAsAbsent() {
        assertThat(of("HTTPS_PROXY", "")).isEmpty();
        assertThat(EnvironmentProxy.of(Map.of("https_proxy", " ", "HTTPS_PROXY", " b:1 "), GITHUB))
                .contains(new EnvironmentProxy("b:1", Optional.empty()));
        assertThat(EnvironmentProxy.of(Map.of("https_proxy", "a:1", "no_proxy", "", "NO_PROXY", "*"), GITHUB))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http_proxy", "HTTP_PROXY", "PROXY", "PACKHOUSE_PROXY"})
    void otherVariablesNameNoProxy(String name) {
        assertThat(of(name, "proxy:1")).isEmpty();
    }

    /** As gh does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8443",
                "https://LOCALHOST",
                "https://127.0.0.1",
                "https://127.8.9.1/api/v3",
                "https://[::1]:1",
                "http://127.0.0.1:8080",
                "http://localhost",
                "file:/x",
                "nowhere"
            })
    void aLoopbackAddressIsReachedDirectly(String target) {
        assertThat(EnvironmentProxy.of(
                        Map.of("https_proxy", "socks5://a:1", "http_proxy", "a:1", "ALL_PROXY", "a:1"),
                        URI.create(target)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://API.github.com,          'x, GitHub.com', false",
        "https://api.github.com:8443,     github.com:443,  true",
        "https://api.github.com,          github.com:443,  false",
        "https://[2001:db8::1]/api/v3,    2001:db8::1,     false",
        "https://localhost.example,       localhost,       true"
    })
    void theHostAndThePortOfTheAddressAreCompared(String target, String direct, boolean proxied) {
        assertThat(EnvironmentProxy.of(Map.of("https_proxy", "a:1", "no_proxy", direct), URI.create(target))
                        .isPresent())
                .isEqualTo(proxied);
    }

    @Test
    void theTextOfAProxyHasNoCredentials() {
        assertThat(of("HTTPS_PROXY", "http://mona:secret@proxy:3128")).hasToString("Optional[proxy:3128]");
    }

    @ParameterizedTest
    @CsvSource({"proxy.example:3128, proxy.example, 3128", "[2001:db8::1]:8080, 2001:db8::1, 8080"})
    void everyRequestOfAClientGoesThroughTheProxy(String address, String host, int port) {
        EnvironmentProxy proxy = new EnvironmentProxy(address, Optional.of("user:secret"));

        assertThat(proxy.selector().select(URI.create("https://api.github.com")))
                .containsExactly(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
        assertThat(proxy.authorization()).contains("Basic dXNlcjpzZWNyZXQ=");
        assertThat(new EnvironmentProxy(address, Optional.empty()).authorization())
                .isEmpty();
    }
}
