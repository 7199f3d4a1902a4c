package dev.packhouse.adapter.github;

import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.connection.ConnectionSettings;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The default options, except those that a test sets. */
final class TestClientOptions {

    private TestClientOptions() {}

    static ClientOptions limitWait(Duration limitWait, int calls) {
        return with(Map.of("limitWait", limitWait, "waiting", calls));
    }

    static ClientOptions requestTimeout(Duration timeout) {
        return with(Map.of("requestTimeout", timeout));
    }

    static ClientOptions bytes(int body, long cache) {
        return with(Map.of("bodyLimit", body, "cacheBytes", cache));
    }

    static ClientOptions trusting(SSLContext tls) {
        return ClientOptions.DEFAULT.with(new ConnectionSettings(Optional.empty(), Optional.of(tls)));
    }

    private static ClientOptions with(Map<String, Object> changed) {
        try {
            RecordComponent[] components = ClientOptions.class.getRecordComponents();
            Map<String, Object> values = new HashMap<>();
            for (RecordComponent component : components) {
                values.put(component.getName(), component.getAccessor().invoke(ClientOptions.DEFAULT));
            }
            values.putAll(changed);
            return ClientOptions.class
                    .getDeclaredConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> values.get(component.getName()))
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
