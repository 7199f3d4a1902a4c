package dev.packhouse.adapter.http.testing.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import dev.packhouse.adapter.http.testing.Packhouse;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Supplies the parameters of tests with {@link PackhouseTest}. Safe for many threads. */
final class PackhouseExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(PackhouseExtension.class);

    /** A server that a test has until its context is closed. */
    private record Lease(ServerPool pool, ServerConfiguration configuration, Packhouse server)
            implements AutoCloseable {
        @Override
        public void close() {
            pool.giveBack(configuration, server);
        }
    }

    /** Constructors get the context of the test for which the instance is made. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Packhouse.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("A server of @PackhouseTest belongs to one test: only test methods,"
                    + " @BeforeEach, @AfterEach, and constructors of classes with an instance for each test can have it."
                    + " For a server that tests share, call Packhouse.start in @BeforeAll");
        }
        return computeIfAbsent(context.getStore(NAMESPACE), Lease.class, () -> lease(context))
                .server();
    }

    private static Lease lease(ExtensionContext context) {
        ServerConfiguration configuration = ServerConfiguration.of(
                annotation(context), context.getRequiredTestClass().getClassLoader());
        ServerPool pool = computeIfAbsent(context.getRoot().getStore(NAMESPACE), ServerPool.class, ServerPool::new);
        return new Lease(pool, configuration, pool.take(configuration));
    }

    /** The nearest annotation: of the method, its class, or a class around that one. */
    private static PackhouseTest annotation(ExtensionContext context) {
        Optional<PackhouseTest> own = findAnnotation(context.getElement(), PackhouseTest.class);
        return own.orElseGet(() -> annotation(context.getParent().orElseThrow()));
    }

    /** Returns the value in a store, which closes it at its end. JUnit 6 has deprecated the only name that JUnit 5 has for it. */
    @SuppressWarnings("deprecation")
    private static <T extends AutoCloseable> T computeIfAbsent(Store store, Class<T> type, Supplier<T> value) {
        return store.getOrComputeIfAbsent(type, key -> value.get(), type);
    }
}
