package dev.packhouse.adapter.http.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of test classes with JUnit, as a build runs them. */
final class Run implements TestExecutionListener {

    /** Test and message of what has failed. */
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();

    private final Set<String> passed = new ConcurrentSkipListSet<>();

    private Run() {}

    /** Runs the tests of these classes one after the other. */
    static Run of(Class<?>... tests) {
        return of(Map.of(), tests);
    }

    /** Runs the tests of these classes in eight threads: more than tests that wait for each other, since JUnit needs some itself. */
    static Run inParallel(Class<?>... tests) {
        return of(
                Map.of(
                        "junit.jupiter.execution.parallel.enabled", "true",
                        "junit.jupiter.execution.parallel.mode.default", "concurrent",
                        "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
                        "junit.jupiter.execution.parallel.config.strategy", "fixed",
                        "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"),
                tests);
    }

    private static Run of(Map<String, String> configuration, Class<?>... tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Stream.of(tests).map(test -> selectClass(test)).toList())
                .configurationParameters(configuration)
                .build();
        Run run = new Run();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(request, run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable()
                .ifPresentOrElse(problem -> failures.put(test.getDisplayName(), problem.getMessage()), () -> {
                    if (test.isTest()) {
                        passed.add(test.getUniqueId());
                    }
                });
    }

    /** Checks that all tests have passed, and how many they were. */
    void passes(int tests) {
        assertThat(failures).isEmpty();
        assertThat(passed).hasSize(tests);
    }

    /** What has failed, with the messages. */
    Map<String, String> failures() {
        return new TreeMap<>(failures);
    }
}
