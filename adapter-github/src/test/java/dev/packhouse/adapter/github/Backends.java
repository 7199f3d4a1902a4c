package dev.packhouse.adapter.github;

import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;
import java.time.InstantSource;
import java.util.Random;

/** Opens backends on a fake. They never sleep: where time has to pass, the clock moves on. */
final class Backends {

    private Backends() {}

    static GitHubBackend open(FakeGitHub fake, InstantSource clock) {
        return open(fake, clock, Tuning.DEFAULT);
    }

    static GitHubBackend open(FakeGitHub fake, InstantSource clock, Tuning tuning) {
        return open(fake.url(), clock, tuning, sleeper(clock));
    }

    static GitHubBackend open(String url, InstantSource clock, Tuning tuning, Sleeper sleeper) {
        return new GitHubBackend(Endpoint.parse(url), RegistryRules.CURRENT, tuning, clock, sleeper, new Random(7));
    }

    static Sleeper sleeper(InstantSource clock) {
        return duration -> {
            if (clock instanceof MutableClock mutable) {
                synchronized (mutable) {
                    mutable.advance(duration);
                }
            }
        };
    }
}
