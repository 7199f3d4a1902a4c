package dev.packhouse.adapter.http.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a list of NO_PROXY contains. */
class NoProxyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com               | example.com         | true",
                "example.com               | api.example.com     | true",
                "example.com               | a.b.example.com     | true",
                "example.com               | notexample.com      | false",
                "example.com               | example.com.evil    | false",
                "example.com               | com                 | false",
                ".example.com              | example.com         | true",
                ".example.com              | api.example.com     | true",
                ".example.com              | notexample.com      | false",
                "*.example.com             | api.example.com     | true",
                "*.example.com             | example.com         | true",
                "Example.COM               | API.example.com     | true",
                "example.com.              | api.example.com     | true",
                "example.com               | api.example.com.    | true",
                "a, example.com ,b         | example.com         | true",
                "a example.com b           | example.com         | true",
                "a,,example.com,           | example.com         | true",
                "*                         | example.com         | true",
                "a,*                       | 192.0.2.1           | true",
                "com                       | example.com         | true",
                ".                         | example.com         | false",
                "*.                        | example.com         | false",
                "exam*                     | example.com         | false",
                "https://example.com       | example.com         | false",
                "192.0.2.1                 | 192.0.2.1           | true",
                "192.0.2.1                 | 192.0.2.10          | false",
                ".2.1                      | 192.0.2.1           | false",
                "2.1                       | 192.0.2.1           | false",
                "192.0.2.1                 | a.192.0.2.1         | false",
                "192.0.2.0/24              | 192.0.2.255         | true",
                "192.0.2.0/24              | 192.0.3.0           | false",
                "192.0.2.77/24             | 192.0.2.1           | true",
                "192.0.2.128/25            | 192.0.2.127         | false",
                "192.0.2.128/25            | 192.0.2.128         | true",
                "192.0.2.1/32              | 192.0.2.1           | true",
                "192.0.2.1/32              | 192.0.2.0           | false",
                "0.0.0.0/0                 | 192.0.2.1           | true",
                "0.0.0.0/0                 | example.com         | false",
                "0.0.0.0/0                 | 2001:db8::1         | false",
                "2001:db8::/32             | 2001:db8:ffff::1    | true",
                "2001:db8::/32             | 2001:db9::1         | false",
                "2001:db8::1               | 2001:0db8:0::0:1    | true",
                "[2001:db8::1]             | 2001:db8::1         | true",
                "192.0.2.0/33              | 192.0.2.0           | false",
                "192.0.2.0/                | 192.0.2.0           | false",
                "192.0.2.0/-1              | 192.0.2.0           | false",
                "example.com/24            | example.com         | false",
                "a:b:c,[x,example.com      | example.com         | true"
            })
    void hostsAreComparedByLabelsAndAddressesByBlocks(String list, String host, boolean contained) {
        assertThat(new NoProxy(list).matches(host, 443)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:8443,       api.example.com, 8443, true",
        "example.com:8443,       api.example.com, 443,  false",
        ".example.com:443,       example.com,     443,  true",
        "192.0.2.1:8443,         192.0.2.1,       8443, true",
        "192.0.2.1:8443,         192.0.2.1,       443,  false",
        "[2001:db8::1]:8443,     2001:db8::1,     8443, true",
        "[2001:db8::1]:8443,     2001:db8::1,     443,  false",
        "example.com:port,       example.com,     443,  false",
        "example.com:99999,      example.com,     443,  false"
    })
    void anEntryWithAPortIsForThisPort(String list, String host, int port, boolean contained) {
        assertThat(new NoProxy(list).matches(host, port)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void anEmptyListContainsNothing(String list) {
        assertThat(new NoProxy(list).matches("example.com", 443)).isFalse();
    }
}
