package dev.packhouse.adapter.http.testing.junit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.testing.Packhouse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PackhouseTest}, by runs of the classes below. */
class PackhouseExtensionTest {

    private static final String APP = "dev/packhouse/adapter/http/testing/junit/app.yaml";
    private static final String APP_IN_2026 = "2 versions, 2026-01-01, 0 faults, 0 requests";
    private static final String EMPTY_IN_2030 = "0 versions, 2030-01-01, 0 faults, 0 requests";

    /** What the tests of a run have seen. Each run begins with an empty list. */
    private static final List<Packhouse> SERVERS = new CopyOnWriteArrayList<>();

    private static final List<String> CONTENTS = new CopyOnWriteArrayList<>();

    private static void see(Packhouse packhouse) {
        SERVERS.add(packhouse);
        CONTENTS.add(Servers.contents(packhouse));
    }

    @BeforeEach
    void forget() {
        SERVERS.clear();
        CONTENTS.clear();
    }

    @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
    static class ChangingTests {
        @RepeatedTest(3)
        void changesEverything(Packhouse packhouse) {
            see(packhouse);
            Servers.change(packhouse);
            assertThat(Servers.contents(packhouse)).isEqualTo("1 versions, 2027-02-05 frozen, 1 faults, 1 requests");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void changesEverythingToo(String argument, Packhouse packhouse) {
            changesEverything(packhouse);
        }

        @Test
        void hasNoParameter() {}
    }

    static class ChangingTestsAgain extends ChangingTests {}

    @Test
    void eachTestBeginsWithTheStateAndTheClockOfTheAnnotation() {
        Run.of(ChangingTests.class).passes(6);

        assertThat(CONTENTS).hasSize(5).containsOnly(APP_IN_2026);
    }

    @Test
    void testsOneAfterTheOtherUseOneServerWhichEndsWithTheRun() {
        Run.of(ChangingTests.class, ChangingTestsAgain.class).passes(12);

        assertThat(SERVERS).hasSize(10);
        assertThat(SERVERS).containsOnly(SERVERS.get(0));
        assertThat(Servers.accepts(SERVERS.get(0).port())).isFalse();
    }

    @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
    static class MeetingTests {
        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @RepeatedTest(2)
        void meet(Packhouse packhouse) throws Exception {
            BOTH.await(60, SECONDS);
            see(packhouse);
            assertThat(Servers.delete(packhouse, 1)).isEqualTo(204);
            BOTH.await(60, SECONDS);
        }
    }

    @Test
    void testsInParallelHaveServersOfTheirOwn() {
        Run.inParallel(MeetingTests.class).passes(2);

        assertThat(SERVERS).hasSize(2).doesNotHaveDuplicates();
        assertThat(CONTENTS).containsOnly(APP_IN_2026);
        assertThat(SERVERS).noneMatch(server -> Servers.accepts(server.port()));
    }

    @Test
    void manyTestsInParallelDoNotDisturbEachOther() {
        Run.inParallel(ChangingTests.class, OverridingTests.class, Everywhere.class)
                .passes(14);

        assertThat(CONTENTS).containsOnly(APP_IN_2026, EMPTY_IN_2030);
    }

    @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class OverridingTests {
        @Test
        void first(Packhouse packhouse) {
            see(packhouse);
            assertThat(Servers.contents(packhouse)).isEqualTo(APP_IN_2026);
        }

        @Test
        @PackhouseTest(clock = "2030-01-01T00:00:00Z")
        void second(Packhouse packhouse) {
            see(packhouse);
            assertThat(Servers.contents(packhouse)).isEqualTo(EMPTY_IN_2030);
        }

        @Nested
        class Inheriting {
            @Test
            void first(Packhouse packhouse) {
                OverridingTests.this.first(packhouse);
            }

            @Test
            @PackhouseTest(clock = "2030-01-01T00:00:00Z")
            void second(Packhouse packhouse) {
                OverridingTests.this.second(packhouse);
            }
        }

        @Nested
        @PackhouseTest(clock = "2030-01-01T00:00:00Z")
        class OfItsOwn {
            @Test
            void third(Packhouse packhouse) {
                second(packhouse);
            }

            @Test
            @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
            void fourth(Packhouse packhouse) {
                first(packhouse);
            }
        }
    }

    static class InheritingTests extends OverridingTests {}

    static class AnnotatedMethods {
        @Test
        @PackhouseTest(clock = "2030-01-01T00:00:00Z")
        void onlyThis(Packhouse packhouse) {
            see(packhouse);
        }
    }

    @Test
    void theNearestAnnotationCounts() {
        Run.of(OverridingTests.class).passes(6);
        Run.of(InheritingTests.class).passes(6);
        Run.of(AnnotatedMethods.class).passes(1);

        assertThat(CONTENTS).endsWith(EMPTY_IN_2030).hasSize(13);
    }

    @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
    static class Everywhere {
        private final Packhouse own;

        Everywhere(Packhouse packhouse) {
            own = packhouse;
            see(packhouse);
        }

        @BeforeEach
        void begin(Packhouse packhouse) {
            assertThat(packhouse).isSameAs(own);
        }

        @Test
        void test(Packhouse packhouse) {
            assertThat(packhouse).isSameAs(own);
            Servers.change(packhouse);
        }

        @AfterEach
        void end(Packhouse packhouse) {
            assertThat(packhouse).isSameAs(own);
            assertThat(Servers.accepts(packhouse.port())).isTrue();
        }

        @Nested
        class Inner {
            @Test
            void innerTest(Packhouse packhouse) {
                test(packhouse);
            }
        }
    }

    @Test
    void theConstructorAndAllMethodsOfATestGetTheSameServer() {
        Run.of(Everywhere.class).passes(2);

        assertThat(CONTENTS).containsExactly(APP_IN_2026, APP_IN_2026);
    }

    @PackhouseTest
    static class SharedServer {
        @BeforeAll
        static void begin(Packhouse packhouse) {
            see(packhouse);
        }

        @Test
        void test() {}
    }

    @PackhouseTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class SharedInstance {
        SharedInstance(Packhouse packhouse) {
            see(packhouse);
        }

        @Test
        void test() {}
    }

    @Test
    void aServerForAllTestsOfAClassIsRefused() {
        assertThat(Run.of(SharedServer.class, SharedInstance.class).failures())
                .containsOnlyKeys("PackhouseExtensionTest$SharedServer", "PackhouseExtensionTest$SharedInstance")
                .allSatisfy((test, message) -> assertThat(message)
                        .contains(
                                "A server of @PackhouseTest belongs to one test: only test methods, @BeforeEach, @AfterEach,"
                                        + " and constructors of classes with an instance for each test can have it."));
        assertThat(SERVERS).isEmpty();
    }

    static class WrongAttributes {
        @Test
        @PackhouseTest(state = "no-such-file.yaml")
        void missing(Packhouse packhouse) {}

        @Test
        @PackhouseTest(state = "logback-test.xml")
        void invalid(Packhouse packhouse) {}

        @Test
        @PackhouseTest(clock = "tomorrow")
        void tomorrow(Packhouse packhouse) {}

        @Test
        @PackhouseTest(clock = "2300-01-01T00:00:00Z")
        void late(Packhouse packhouse) {}
    }

    @Test
    void anAttributeThatIsNotValidFailsTheTestWithAMessage() {
        assertThat(Run.of(WrongAttributes.class).failures())
                .hasSize(4)
                .hasEntrySatisfying(
                        "missing(Packhouse)",
                        message -> assertThat(message)
                                .contains(
                                        "@PackhouseTest(state): there is no resource 'no-such-file.yaml' on the class path, and no file '/")
                                .endsWith("/adapter-http/no-such-file.yaml'"))
                .hasEntrySatisfying(
                        "invalid(Packhouse)", message -> assertThat(message).contains("/logback-test.xml:1: "))
                .hasEntrySatisfying(
                        "tomorrow(Packhouse)",
                        message -> assertThat(message)
                                .endsWith(
                                        "@PackhouseTest(clock): 'tomorrow' is no date, expected one such as 2026-01-01T00:00:00Z"))
                .hasEntrySatisfying(
                        "late(Packhouse)",
                        message -> assertThat(message)
                                .endsWith(
                                        "2300-01-01T00:00:00Z is not between 1970-01-01T00:00:00Z and 2200-01-01T00:00:00Z"));
    }

    static class Files {
        @Test
        @PackhouseTest(state = "src/test/resources/" + APP, clock = "2026-01-01T00:00:00Z")
        void file(Packhouse packhouse) {
            see(packhouse);
        }
    }

    @Test
    void theStateMayBeAFile() {
        Run.of(Files.class).passes(1);

        assertThat(CONTENTS).containsExactly(APP_IN_2026);
    }

    @PackhouseTest(state = APP, clock = "2026-01-01T00:00:00Z")
    static class ClosingTests {
        @RepeatedTest(2)
        void close(Packhouse packhouse) {
            see(packhouse);
            packhouse.close();
        }
    }

    @Test
    void aTestMayCloseItsServer() {
        Run.of(ClosingTests.class).passes(2);

        assertThat(CONTENTS).containsExactly(APP_IN_2026, APP_IN_2026);
        assertThat(SERVERS).doesNotHaveDuplicates();
    }
}
