package dev.packhouse.adapter.github.registry;

import java.io.IOException;

/** A manifest was not read. The message is the reason, in the words of {@link dev.packhouse.domain.image.ManifestFacts.Unknown}. */
final class NotReadException extends IOException {

    private static final long serialVersionUID = 1L;

    /** What follows from it. */
    enum Effect {
        /** Another attempt may read it. */
        RETRY,
        /** The registry limits requests. Another attempt may read it when the limit is over. */
        WAIT,
        /** No attempt reads it now. */
        GIVE_UP,
        /** No manifest of its repository can be read now. */
        GIVE_UP_REPOSITORY
    }

    private final Effect effect;

    NotReadException(Effect effect, String reason) {
        this(effect, reason, null);
    }

    NotReadException(Effect effect, String reason, Exception cause) {
        super(reason, cause);
        this.effect = effect;
    }

    Effect effect() {
        return effect;
    }
}
