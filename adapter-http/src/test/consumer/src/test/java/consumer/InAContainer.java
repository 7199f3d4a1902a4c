package consumer;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/** Starts the server in a container. It is compiled only: to run it takes a container engine. */
final class InAContainer {

    private InAContainer() {}

    @SuppressWarnings("resource")
    static GenericContainer<?> packhouse() {
        return new GenericContainer<>("eclipse-temurin:17-jre")
                .withCopyFileToContainer(MountableFile.forHostPath("packhouse.jar"), "/packhouse.jar")
                .withCopyFileToContainer(MountableFile.forClasspathResource("state.yaml"), "/state.yaml")
                .withCommand("java", "-jar", "/packhouse.jar", "serve", "--host", "0.0.0.0",
                        "--state", "/state.yaml", "--test-control")
                .withExposedPorts(8080)
                .waitingFor(Wait.forHttp("/_packhouse/health"));
    }

    static String baseUrl(GenericContainer<?> packhouse) {
        return "http://%s:%d".formatted(packhouse.getHost(), packhouse.getMappedPort(8080));
    }
}
