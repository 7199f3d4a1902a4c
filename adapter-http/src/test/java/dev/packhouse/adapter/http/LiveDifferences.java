package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Checks the list of differences of the live chain: a listed test must fail there with the listed message, a test that
 * is not listed must pass, and each listed difference must occur in a run of its test.
 */
final class LiveDifferences implements InvocationInterceptor, AfterAllCallback {

    /** The methods that have run, each with the differences that have occurred. */
    private final Map<Method, Set<ExpectedDifference>> shown = new ConcurrentHashMap<>();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        run(invocation, method);
    }

    private void run(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method) throws Throwable {
        Set<ExpectedDifference> ofMethod =
                shown.computeIfAbsent(method.getExecutable(), any -> ConcurrentHashMap.newKeySet());
        Optional<ExpectedDifference> listed =
                BackendUnderTest.current() == BackendUnderTest.LIVE ? listed(method) : Optional.empty();
        if (listed.isEmpty()) {
            invocation.proceed();
            return;
        }
        ofMethod.add(listed.get());
        expectFailure(invocation, listed.get());
    }

    static void expectFailure(Invocation<Void> invocation, ExpectedDifference difference) throws Throwable {
        try {
            invocation.proceed();
        } catch (AssertionError failure) {
            assertThat(failure)
                    .as("The live chain differs, but not as described by %s", difference)
                    .hasMessageContaining(difference.instead());
            return;
        }
        fail("The live chain does not differ, although %s is listed", difference);
    }

    private static Optional<ExpectedDifference> listed(ReflectiveInvocationContext<Method> method) {
        String arguments = method.getArguments().stream().map(String::valueOf).collect(Collectors.joining(","));
        return Stream.of(method.getExecutable().getAnnotationsByType(ExpectedDifference.class))
                .filter(difference -> Pattern.compile(difference.where(), Pattern.DOTALL)
                        .matcher(arguments)
                        .matches())
                .findFirst();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (BackendUnderTest.current() == BackendUnderTest.LIVE) {
            shown.forEach((method, differences) -> assertThat(differences)
                    .as("The differences that %s has shown", method.getName())
                    .containsExactlyInAnyOrder(method.getAnnotationsByType(ExpectedDifference.class)));
        }
    }
}
