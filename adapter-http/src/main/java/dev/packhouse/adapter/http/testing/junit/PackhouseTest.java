package dev.packhouse.adapter.http.testing.junit;

import dev.packhouse.adapter.http.testing.Packhouse;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a server of its own, as a parameter of type {@link Packhouse}:
 *
 * <pre>{@code
 * @PackhouseTest(state = "state.yaml")
 * class CleanupTest {
 *     @Test
 *     void deletesOldVersions(Packhouse packhouse) {
 *         new Cleanup(packhouse.baseUrl(), "ghp_test").run();
 *         ...
 *     }
 * }
 * }</pre>
 *
 * The parameter is possible for test methods, for methods with {@code @BeforeEach} and {@code @AfterEach}, and for the constructor
 * of a class that has an instance for each test. All of them get the same server during one test. It has the state and the clock of
 * this annotation when the test begins, no faults and no recorded requests. No other test uses it meanwhile, also if tests run in
 * parallel. Servers are reused by later tests, and end with the run. A test may close its server.
 *
 * <p>The annotation of a method takes the place of that of its class, with all attributes. Nested classes and subclasses have that
 * of the enclosing class and the superclass, unless they have their own. An attribute that is not valid fails the test with a message
 * that names it.
 *
 * <p>Needs JUnit 5.13 or newer, or JUnit 6.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(PackhouseExtension.class)
public @interface PackhouseTest {

    /**
     * The state file with which the server begins, YAML or JSON: the name of a resource on the class path, without a slash at its
     * beginning; or, if there is none, the path of a file. Empty for a server without entries.
     */
    String state() default "";

    /**
     * The time at which the clock of the server starts, such as {@code 2026-01-01T00:00:00Z}. Empty for the time of the machine.
     */
    String clock() default "";
}
