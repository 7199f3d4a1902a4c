package dev.packhouse.adapter.http.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.testing.Packhouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerPoolTest {

    private final ServerPool pool = new ServerPool();

    @AfterEach
    void close() {
        pool.close();
    }

    private static ServerConfiguration inYear(int year) {
        return new ServerConfiguration(Optional.empty(), Optional.of(Instant.parse(year + "-01-01T00:00:00Z")));
    }

    @Test
    void aServerInUseIsNotHandedOutAgain() {
        Packhouse first = pool.take(inYear(2000));
        pool.giveBack(inYear(2000), first);

        assertThat(pool.take(inYear(2000))).isSameAs(first);
        Packhouse second = pool.take(inYear(2000));
        assertThat(second).isNotSameAs(first);
        List.of(first, second).forEach(server -> pool.giveBack(inYear(2000), server));
    }

    @Test
    void theServerThatIsIdleForTheLongestTimeEndsWhenThereAreTooMany() {
        List<Packhouse> servers = new ArrayList<>();
        for (int i = 0; i <= ServerPool.MOST_IDLE; i++) {
            servers.add(pool.take(inYear(2000 + i)));
        }
        for (int i = 0; i < ServerPool.MOST_IDLE; i++) {
            pool.giveBack(inYear(2000 + i), servers.get(i));
        }
        assertThat(servers).allMatch(server -> Servers.accepts(server.port()));

        pool.giveBack(inYear(2000 + ServerPool.MOST_IDLE), servers.get(ServerPool.MOST_IDLE));

        assertThat(servers)
                .filteredOn(server -> !Servers.accepts(server.port()))
                .containsExactly(servers.get(0));
        assertThat(pool.take(inYear(2001))).isSameAs(servers.get(1));
        pool.giveBack(inYear(2001), servers.get(1));
    }
}
