package dev.packhouse.adapter.github;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** What suits GitHub, but for what a test wants otherwise. */
final class Tunings {

    private Tunings() {}

    static Tuning waiting(int calls) {
        return with(Map.of("waiting", calls));
    }

    static Tuning patient(Duration patience, int calls) {
        return with(Map.of("patience", patience, "waiting", calls));
    }

    static Tuning requestTimeout(Duration timeout) {
        return with(Map.of("requestTimeout", timeout));
    }

    static Tuning bytes(int answer, long cache) {
        return with(Map.of("bodyLimit", answer, "cacheBytes", cache));
    }

    static Tuning trusting(SSLContext tls) {
        return with(Map.of("tls", Optional.of(tls)));
    }

    private static Tuning with(Map<String, Object> others) {
        try {
            RecordComponent[] components = Tuning.class.getRecordComponents();
            Map<String, Object> values = new HashMap<>();
            for (RecordComponent component : components) {
                values.put(component.getName(), component.getAccessor().invoke(Tuning.DEFAULT));
            }
            values.putAll(others);
            return Tuning.class
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
